import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { deriveCity } from './derive.ts'
import { readExtract } from './extract.ts'

const data = new URL('../data/', import.meta.url)

const extract = await readExtract(fileURLToPath(new URL('helsinki-centre.osm.pbf', data)))
await mkdir(new URL('map/', data), { recursive: true })
for (const [path, text] of deriveCity(extract)) {
  await writeFile(new URL(path, data), text)
  process.stdout.write(`${path}: ${(text.length / 1000).toFixed(0)} kB\n`)
}
