import { readFile, stat } from 'node:fs/promises'
import { pagesDirectory } from '@doorstep/web'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aRide } from './a-ride.ts'
import { mapIsDrawn, type PagesUnderTest, pagesUnderTest } from './pages-under-test.ts'

const KIB = 1024
const MOST_KIB = 200
const ride = aRide()

let pages: PagesUnderTest
beforeAll(async () => {
  pages = await pagesUnderTest()
})
afterAll(() => pages?.stop())

/** As a phone gets it that asks for gzip; what is too small to gain by it as it is. */
async function gzippedBytes(path: string): Promise<number> {
  const file = `${pagesDirectory}${path}`
  const { size } = await stat(`${file}.gz`).catch(() => stat(file))
  return size
}

/** The engine's worker has its name; the chunk that it shares with our map has its classes. */
const holdsTheEngine = async (path: string) =>
  path.includes('maplibre') || (await readFile(`${pagesDirectory}${path}`, 'utf8')).includes('maplibregl-')

it(`a customer's page is under ${MOST_KIB} kB with the whole city, without the map engine, and asks nobody else`, async () => {
  pages.live.open('tt', [ride.snapshot({ route: ride.route, position: ride.fix(294), ageMs: 0 })])
  const page = await pages.visit('/t/tt', { serviceWorkers: 'allow' })
  await mapIsDrawn(page)
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name))
  expect(loaded.filter((url) => !url.startsWith(pages.origin))).toEqual([])
  const paths = loaded.map((url) => new URL(url).pathname).filter((path) => /^\/(assets|map)\//.test(path))
  const engine = await Promise.all(paths.map(holdsTheEngine))
  const own = ['/track.html', ...paths.filter((_path, index) => !engine[index])]

  expect(engine).toContain(true)
  expect(own).toContain('/map/streets.geojson')
  const sizes = await Promise.all(own.map(gzippedBytes))
  expect(sizes.reduce((sum, bytes) => sum + bytes, 0) / KIB).toBeLessThan(MOST_KIB)
})
