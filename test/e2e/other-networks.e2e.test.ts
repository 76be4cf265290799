import { aService } from '@doorstep/web/testing'
import { expect, it, onTestFinished } from 'vitest'
import { aRide } from './a-ride.ts'
import { mapIsDrawn, pagesUnderTest } from './pages-under-test.ts'

const ride = aRide()
const onItsWay = () => [
  ride.snapshot({ route: ride.route, position: ride.fix(300, 1_000), ageMs: 1_000 }),
  ride.position(310),
]

/** A map's style and its one line, on an origin of their own. Answers what was asked of it, too. */
async function aMapProvider() {
  const asked: string[] = []
  const lines = { type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [] } }
  const provider = await aService((request, response) => {
    asked.push(request.url ?? '')
    const style = {
      version: 8,
      sources: { lines: { type: 'geojson', data: `${provider.url}/lines.json` } },
      layers: [
        { id: 'ground', type: 'background', paint: { 'background-color': '#eeeeee' } },
        { id: 'lines', type: 'line', source: 'lines' },
      ],
    }
    response.setHeader('access-control-allow-origin', '*')
    response.end(JSON.stringify(request.url === '/style.json' ? style : lines))
  })
  onTestFinished(() => provider.stop())
  return { styleUrl: `${provider.url}/style.json`, asked }
}

it('draws a map of another origin, when one was chosen', async () => {
  const { styleUrl, asked } = await aMapProvider()
  const pages = await pagesUnderTest({ mapStyleUrl: styleUrl })
  onTestFinished(() => pages.stop())
  pages.live.open('tt-1', onItsWay())

  const page = await pages.visit('/t/tt-1')
  await mapIsDrawn(page)
  await page.locator('.rider[data-freshness="live"]').waitFor({ state: 'attached' })
  expect(asked).toEqual(expect.arrayContaining(['/style.json', '/lines.json']))
  expect(pages.problems).toEqual([])
})

it('follows the rider by server-sent events where no WebSocket passes', async () => {
  const pages = await pagesUnderTest()
  onTestFinished(() => pages.stop())
  pages.live.letNoWebSocketThrough()
  pages.live.open('tt-1', onItsWay())

  const page = await pages.visit('/t/tt-1')
  await page.getByText(/^Aino is on .+, \d+ m away\.$/).waitFor()
  const endedAt = Date.now()
  pages.live.send('tt-1', { type: 'ended', delivery: ride.delivery({ status: 'delivered', endedAt }) })
  await page.getByRole('heading', { name: 'Delivered' }).waitFor()
})
