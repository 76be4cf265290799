import { access } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { ConfigError, type Service } from '@doorstep/runtime'

/** Where `build` puts the pages. */
export const pagesDirectory = fileURLToPath(new URL('../dist/pages', import.meta.url))

/** Does not start without the built pages, and says how to build them. */
export function builtPages(directory: string): Service {
  return {
    name: 'pages',
    async start() {
      try {
        await access(`${directory}/index.html`)
      } catch (cause) {
        throw new ConfigError('not built, run `pnpm --filter @doorstep/web build` first', { cause })
      }
    },
    stop: async () => {},
  }
}
