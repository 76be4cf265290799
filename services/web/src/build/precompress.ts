import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'

const compressible = new Set(['.html', '.js', '.mjs', '.css', '.svg', '.json', '.geojson'])
/** Below this the headers weigh more than what is saved. */
const SMALLEST_BYTES = 512

/** Puts a `.br` and a `.gz` beside each file that gains from it, so that the server compresses nothing while it serves. */
export async function precompress(directory: string): Promise<void> {
  const names = await readdir(directory, { recursive: true })
  await Promise.all(
    names.filter((name) => compressible.has(extname(name))).map((name) => compress(join(directory, name))),
  )
}

async function compress(file: string): Promise<void> {
  if ((await stat(file)).size < SMALLEST_BYTES) return
  const content = await readFile(file)
  await Promise.all([
    writeFile(`${file}.br`, await promisify(brotliCompress)(content)),
    writeFile(`${file}.gz`, await promisify(gzip)(content)),
  ])
}
