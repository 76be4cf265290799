import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { InlineConfig } from 'vite'
import { namesWhatComesLater } from './names-what-comes-later.ts'

const root = fileURLToPath(new URL('../../pages', import.meta.url))

const inputs = ['index.html', 'track.html', 'rider.html', 'ops.html', 'analytics.html']

export const workers = ['rider-worker', 'track-worker'] as const
/** Pages that a worker keeps. */
const kept = ['track.html', 'rider.html']

const every = { root, configFile: false, logLevel: 'warn' } as const satisfies InlineConfig
const target = 'es2022'

export function pagesConfig(outDir: string): InlineConfig {
  return {
    ...every,
    plugins: [namesWhatComesLater(kept)],
    build: {
      outDir,
      emptyOutDir: true,
      target,
      // Small files stay files: the security policy allows no data URLs but images.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      // The map engine is one chunk of its own, loaded after the page is there.
      chunkSizeWarningLimit: 1_200,
      rolldownOptions: {
        input: inputs.map((input) => join(root, input)),
      },
    },
  }
}

/** Added to the pages: one script without imports, which every browser takes as a service worker. */
export function workerConfig(worker: (typeof workers)[number], outDir: string): InlineConfig {
  return {
    ...every,
    build: {
      outDir,
      emptyOutDir: false,
      copyPublicDir: false,
      target,
      rolldownOptions: {
        input: join(root, `workers/${worker}.ts`),
        // A service worker that changed its address with each build would be a new one beside the old.
        output: { format: 'iife', entryFileNames: '[name].js' },
      },
    },
  }
}
