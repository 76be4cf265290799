import { registerHooks } from 'node:module'

/** Lets this process run with one module in place of another: whoever imports it gets `url`. */
export function replaceModule(name: string, url: URL): void {
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier.endsWith(`/${name}`) && context.parentURL !== url.href
        ? next(url.href, context)
        : next(specifier, context),
  })
}
