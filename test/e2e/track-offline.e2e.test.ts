import type { Page, Response } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aRide } from './a-ride.ts'
import { accessibilityFaults } from './accessibility.ts'
import {
  canOpenOffline,
  keepPicture,
  mapIsDrawn,
  type PagesUnderTest,
  pagesUnderTest,
} from './pages-under-test.ts'

const ride = aRide()
const keptPages = { serviceWorkers: 'allow' } as const

let pages: PagesUnderTest
beforeAll(async () => {
  pages = await pagesUnderTest()
})
afterAll(() => pages?.stop())

/** A customer who looks on while the rider rides, and then has no network. */
async function cutOff(token: string): Promise<Page> {
  pages.live.comeBack()
  pages.live.open(token, [
    ride.snapshot({ route: ride.route, position: ride.fix(300, 1_000), ageMs: 1_000, cursor: '3:17' }),
    ride.position(310, { cursor: '3:21' }),
  ])
  const page = await pages.visit(`/t/${token}`, keptPages)
  await page.getByText(/m away\.$/).waitFor()
  await canOpenOffline(page)
  await page.context().setOffline(true)
  pages.live.goAway()
  return page
}

/** What the page says of the rider, each time that it says something else. */
function watchTheWords(page: Page): Promise<void> {
  return page.evaluate(`(() => {
    const sentence = document.querySelector('.sentence')
    window.said = [sentence.textContent]
    const hear = () => window.said.push(sentence.textContent)
    new MutationObserver(hear).observe(sentence, { childList: true, characterData: true, subtree: true })
  })()`)
}

it('loaded again without network has its city, the last it saw, and how old that is', async () => {
  const page = await cutOff('tt-again')
  const answers: Response[] = []
  page.on('response', (response) => {
    if (response.url().startsWith(pages.origin)) answers.push(response)
  })
  await page.reload()
  await mapIsDrawn(page)

  await page.getByText(/^No connection\. This is \d+ s old\.$/).waitFor()
  await page.getByText(/^Aino is on .+, \d+ m away\.$/).waitFor()
  await page.locator('.age[data-kind="aged"]').waitFor()
  await page.locator('.rider[data-freshness="aged"]').waitFor({ state: 'attached' })
  await keepPicture(page, 'track-offline-phone-light')
  expect(await accessibilityFaults(page)).toEqual([])

  await page.evaluate(`delete document.querySelector('.map').dataset.drawn`)
  await page.getByRole('button', { name: 'Switch to dark colours' }).click()
  await mapIsDrawn(page)
  await keepPicture(page, 'track-offline-phone-dark')
  expect(await accessibilityFaults(page)).toEqual([])
  // Asked for by the engine's own worker, and by nobody else.
  expect(answers.map((answer) => answer.url())).toContain(`${pages.origin}/map/water.geojson`)
  expect(answers.filter((answer) => !answer.fromServiceWorker()).map((answer) => answer.url())).toEqual([])
})

it('goes on when the network is back: from its cursor, and never back on the way', async () => {
  const page = await cutOff('tt-back')
  await page.reload()
  await page.getByText(/^No connection\./).waitFor()
  await watchTheWords(page)

  pages.live.open('tt-back', [
    { type: 'status', delivery: ride.delivery(), route: ride.route },
    ...[330, 350, 370].map((alongM) => ride.position(alongM)),
  ])
  pages.live.comeBack()
  await page.context().setOffline(false)
  await page.locator('.age[data-kind="live"]').waitFor()
  await page.locator('.lost-banner').waitFor({ state: 'detached' })
  expect(pages.live.cursorsOf('tt-back')).toEqual(['3:21'])

  const said: string[] = await page.evaluate('window.said')
  const metres = said.map((sentence) => Number(/(\d+) m away/.exec(sentence)?.[1]))
  expect(metres).toEqual(metres.toSorted((a, b) => b - a))
  expect(metres.at(-1)).toBeLessThan(metres[0] ?? 0)
})

it('keeps nothing of a delivery that is over, and never its link', async () => {
  const page = await cutOff('tt-over')
  const delivery = ride.delivery({ status: 'delivered', endedAt: Date.now() })
  pages.live.open('tt-over', [{ type: 'ended', delivery }])
  pages.live.comeBack()
  await page.context().setOffline(false)
  await page.getByRole('heading', { name: 'Delivered' }).waitFor()

  const kept: string = await page.evaluate(`(async () => {
    const inCaches = await Promise.all((await caches.keys()).map(async (name) => (await caches.open(name)).keys()))
    return JSON.stringify([inCaches.flat().map(({ url }) => url), { ...sessionStorage }, { ...localStorage }])
  })()`)
  expect(kept).toContain('/map/streets.geojson')
  expect(kept).not.toContain('tt-over')
  expect(kept).not.toContain('/v1/')
  await page.context().setOffline(true)
  await page.reload()
  await page.getByText('No connection. Your delivery appears here once there is one.').waitFor()
})
