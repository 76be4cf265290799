import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { filesAt } from './hash-of-files.ts'
import { inputs, packagesInPages, pages, sourceOf } from './inputs.ts'

const IMPORTED = /(?:from|import\() ?'@doorstep\/([a-z-]+)/g

/** By the code at and below these paths, tests left out. */
async function packagesImported(paths: readonly string[]): Promise<string[]> {
  const files = (await Promise.all(paths.map(filesAt))).flat()
  const code = files.filter((file) => /\.tsx?$/.test(file) && !/\.test\.tsx?$/.test(file))
  const texts = await Promise.all(code.map((file) => readFile(file, 'utf8')))
  return [...new Set(texts.flatMap((text) => [...text.matchAll(IMPORTED)].map(([, name = '']) => name)))]
}

it('builds the pages again when a package has changed that they import', async () => {
  const sources = [pages, ...packagesInPages.map(sourceOf)]
  expect(inputs).toEqual(expect.arrayContaining(sources))
  expect((await packagesImported(sources)).toSorted()).toEqual([...packagesInPages].toSorted())
})
