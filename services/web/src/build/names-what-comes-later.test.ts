import { expect, it } from 'vitest'
import { type Built, type BuiltChunk, filesOf } from './names-what-comes-later.ts'

function aChunk(fileName: string, fields: Partial<BuiltChunk> = {}): BuiltChunk {
  return { type: 'chunk', fileName, imports: [], dynamicImports: [], ...fields }
}

function filesFrom(...chunks: readonly [BuiltChunk, ...BuiltChunk[]]): string[] {
  const bundle: Record<string, Built> = { 'style.css': { type: 'asset' } }
  for (const chunk of chunks) bundle[chunk.fileName] = chunk
  return filesOf(chunks[0], bundle)
}

it('a page needs what its script imports, at once or later, and what that imports in turn', () => {
  const files = filesFrom(
    aChunk('main.js', { imports: ['shared.js'], dynamicImports: ['map.js'] }),
    aChunk('shared.js'),
    aChunk('map.js', { imports: ['engine.js', 'shared.js'] }),
    aChunk('engine.js'),
    aChunk('another-page.js', { imports: ['shared.js'] }),
  )
  expect(files.toSorted()).toEqual(['engine.js', 'main.js', 'map.js', 'shared.js'])
})

it('needs the style sheets and the workers of those, too', () => {
  const viteMetadata = { importedCss: new Set(['map.css']), importedAssets: new Set(['map-worker.mjs']) }
  const files = filesFrom(
    aChunk('main.js', { dynamicImports: ['map.js'] }),
    aChunk('map.js', { viteMetadata }),
  )
  expect(files).toEqual(['main.js', 'map.js', 'map.css', 'map-worker.mjs'])
})

it('scripts that import one another are each named once', () => {
  const files = filesFrom(aChunk('a.js', { imports: ['b.js'] }), aChunk('b.js', { imports: ['a.js'] }))
  expect(files).toEqual(['a.js', 'b.js'])
})
