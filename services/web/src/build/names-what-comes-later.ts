import type { Plugin, Rolldown } from 'vite'

/** Has a page name all that its scripts load later, too, so that its worker can keep it whole. Browsers pass over such a link. */
export function namesWhatComesLater(pages: readonly string[]): Plugin {
  return {
    name: 'names-what-comes-later',
    transformIndexHtml: {
      order: 'post',
      handler(html, { path, chunk, bundle }) {
        if (chunk === undefined || bundle === undefined || !pages.includes(path.slice(1))) return
        return filesOf(chunk, bundle)
          .filter((file) => !html.includes(file))
          .map((file) => ({ tag: 'link', attrs: { rel: 'later', href: `/${file}` }, injectTo: 'head' }))
      },
    },
  }
}

/** As much of what the build makes as this needs. */
export type Built = { readonly type: 'asset' } | BuiltChunk
export interface BuiltChunk
  extends Pick<Rolldown.OutputChunk, 'type' | 'fileName' | 'imports' | 'dynamicImports'> {
  readonly viteMetadata?: { readonly importedCss: Set<string>; readonly importedAssets: Set<string> }
}

/** Of a script and all that it imports, at once or later: scripts, style sheets, and what else they name. */
export function filesOf(entry: BuiltChunk, bundle: Readonly<Record<string, Built>>): string[] {
  const chunks = new Set([entry])
  for (const { imports, dynamicImports } of chunks)
    for (const name of [...imports, ...dynamicImports]) {
      const imported = bundle[name]
      if (imported?.type === 'chunk') chunks.add(imported)
    }
  const files = [...chunks].flatMap(({ fileName, viteMetadata }) => [
    fileName,
    ...(viteMetadata?.importedCss ?? []),
    ...(viteMetadata?.importedAssets ?? []),
  ])
  return [...new Set(files)]
}
