import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InlineConfig } from 'vite'

const root = fileURLToPath(new URL('../../pages', import.meta.url))

const inputs = [
  'index.html',
  'track.html',
  'rider.html',
  'ops.html',
  'analytics.html',
  'rider-worker/rider-worker.ts',
]

export function viteConfig(outDir: string): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      // Small files stay files: the security policy allows no data URLs but images.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // The map engine is one chunk of its own, loaded after the page is there.
      chunkSizeWarningLimit: 1_200,
      rolldownOptions: {
        input: inputs.map((input) => join(root, input)),
        output: {
          // A service worker that changed its address with each build would be a new one beside the old.
          entryFileNames: ({ name }) => (name === 'rider-worker' ? '[name].js' : 'assets/[name]-[hash].js'),
        },
      },
    },
  }
}
