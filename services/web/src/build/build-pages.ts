import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { pagesDirectory } from '../built-pages.ts'
import { hashOfFiles } from './hash-of-files.ts'
import { inputs, mapData } from './inputs.ts'
import { precompress } from './precompress.ts'
import { pagesConfig, workerConfig, workers } from './vite-config.ts'

/**
 * Builds the pages and puts them in place in one step, so that a running server never serves half of them.
 * False when they were built from these very inputs already.
 */
export async function buildPages(): Promise<boolean> {
  const hash = await hashOfFiles(inputs)
  const hashFile = `${pagesDirectory}.hash`
  if ((await readFile(hashFile, 'utf8').catch(() => undefined)) === hash) return false

  const draft = `${pagesDirectory}.${process.pid}`
  await mkdir(dirname(draft), { recursive: true })
  try {
    await build(pagesConfig(draft))
    for (const worker of workers) await build(workerConfig(worker, draft))
    await cp(mapData, join(draft, 'map'), { recursive: true })
    await precompress(draft)
    await rm(hashFile, { force: true })
    await rm(pagesDirectory, { recursive: true, force: true })
    await rename(draft, pagesDirectory)
    await writeFile(hashFile, hash)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return true
}
