import { until } from '@doorstep/testing'
import { aService, OPERATIONS_KEY } from '@doorstep/web/testing'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aFleet, type Fleet } from './a-fleet.ts'
import { accessibilityFaults } from './accessibility.ts'
import {
  desktop,
  keepPicture,
  mapIsDrawn,
  type PagesUnderTest,
  pagesUnderTest,
  phone,
  withoutMap,
} from './pages-under-test.ts'

const aFew = () => aFleet({ riders: 10, late: 2, silent: 1, offRoute: 1, free: 2, waiting: 2 })
const aThousand = () => aFleet({ riders: 1_000, late: 12, silent: 8, offRoute: 6, free: 60, waiting: 5 })

let pages: PagesUnderTest
let fleet: Fleet
beforeAll(async () => {
  const deliveries = await aService((request, response) => {
    const deliveryId = request.url?.split('/').at(-1) ?? ''
    const trackingToken = `of-${deliveryId}`
    pages.live.open(trackingToken, [fleet.openingOf(deliveryId)])
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ deliveryId, trackingToken, route: fleet.routeOf(deliveryId) }))
  })
  const analytics = await aService((request, response) => {
    const riderId = request.url?.split('/').at(-2) ?? ''
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ locations: fleet.trackOf(riderId) }))
  })
  const demo = { listDeliveries: async () => [], hireRider: async () => '', apiKey: OPERATIONS_KEY }
  pages = await pagesUnderTest({ demo }, { DELIVERIES_URL: deliveries.url, ANALYTICS_URL: analytics.url })
  return () => Promise.all([deliveries.stop(), analytics.stop()])
})
afterAll(() => pages?.stop())

type Prepare = Parameters<PagesUnderTest['visit']>[2]

/** The page of one who has typed in the key. */
async function operator(
  riders: Fleet,
  options: BrowserContextOptions = {},
  prepare?: Prepare,
): Promise<Page> {
  fleet = riders
  pages.live.operations.open(() => [fleet.snapshot()])
  const page = await pages.visit('/ops', options, prepare)
  await page.getByLabel('API key').fill(OPERATIONS_KEY)
  await page.getByRole('button', { name: 'Open' }).click()
  await page.locator('.row').first().waitFor()
  return page
}

const withListAlone = (riders: Fleet): Promise<Page> => operator(riders, {}, withoutMap)

const countOf = (page: Page, kind: string) =>
  page.locator(`.filter[data-filter="${kind}"] .filter-count`).textContent()

/** All that the riders' canvas shows. */
const picture = (page: Page): Promise<string> =>
  page.evaluate(`document.querySelector('.riders-canvas').toDataURL()`)

/** Until the map moved, or was told something, and is still again. */
async function drawnAnew(page: Page): Promise<void> {
  await page.evaluate(`delete document.querySelector('.map').dataset.drawn`)
  await mapIsDrawn(page)
}

/** All of them where the first is. */
function atOnePlace(some: Fleet): Fleet {
  return {
    ...some,
    snapshot() {
      const { riders, ...snapshot } = some.snapshot()
      const place = riders[0]?.fix
      return {
        ...snapshot,
        riders: riders.map(({ fix, ...rider }) => ({
          ...rider,
          ...(fix && { fix: { ...fix, ...(place && { lat: place.lat, lon: place.lon }) } }),
        })),
      }
    },
  }
}

/** Of what the riders' canvas shows, in pixels of the page. */
function middleOfPicture(page: Page): Promise<{ x: number; y: number }> {
  return page.evaluate(`(() => {
    const canvas = document.querySelector('.riders-canvas')
    const { data, width } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    let x = 0, y = 0, drawn = 0
    for (let at = 3; at < data.length; at += 4) {
      if (data[at] === 0) continue
      const pixel = (at - 3) / 4
      x += pixel % width
      y += Math.floor(pixel / width)
      drawn += 1
    }
    return { x: x / drawn / devicePixelRatio, y: y / drawn / devicePixelRatio }
  })()`)
}

describe.each([
  { riders: 'ten', some: aFew, size: 'phone', viewport: phone, colorScheme: 'light' },
  { riders: 'thousand', some: aThousand, size: 'phone', viewport: phone, colorScheme: 'dark' },
  { riders: 'thousand', some: aThousand, size: 'desktop', viewport: desktop, colorScheme: 'light' },
] as const)('$riders riders on a $size, $colorScheme', ({ riders, some, size, ...look }) => {
  it('are all on the map and in the list; one of them with their way, tasks, timeline and track', async () => {
    const page = await operator(some(), { ...look, reducedMotion: 'reduce' })
    await mapIsDrawn(page)
    await keepPicture(page, `ops-${riders}-${size}-${look.colorScheme}`)
    expect(await accessibilityFaults(page)).toEqual([])

    await page.locator('.row-button[aria-pressed]').first().click()
    await page.locator('.card .task').first().waitFor()
    await page.locator('.pin').waitFor()
    await page.locator('.card .step').filter({ hasText: 'Picked up' }).locator('time').waitFor()
    await drawnAnew(page)
    pages.live.operations.send(fleet.moved(3))
    await keepPicture(page, `ops-${riders}-one-${size}-${look.colorScheme}`)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

describe('the key', () => {
  it.each(['light', 'dark'] as const)('is asked for, %s', async (colorScheme) => {
    const page = await pages.visit('/ops', { colorScheme })
    await page.getByRole('button', { name: 'Look at this demo' }).waitFor()
    await keepPicture(page, `ops-key-phone-${colorScheme}`)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('that opens nothing is told so, and asked for again', async () => {
    const page = await pages.visit('/ops')
    await page.getByLabel('API key').fill('another')
    await page.getByRole('button', { name: 'Open' }).click()
    await page.getByText('This key opens nothing here.').waitFor()
  })

  it('is a click in a demo, stays in this tab alone, and never in the address', async () => {
    pages.live.operations.open(() => [aFew().snapshot()])
    const page = await pages.visit('/ops', {}, withoutMap)
    await page.getByRole('button', { name: 'Look at this demo' }).click()
    await page.locator('.row').first().waitFor()
    await page.reload()
    await page.locator('.row').first().waitFor()
    expect(page.url()).not.toContain(OPERATIONS_KEY)
    const another = await page.context().newPage()
    await another.goto(page.url())
    await another.getByLabel('API key').waitFor()
  })
})

describe('the list', () => {
  it('has who is late first, and is filtered by kind and by words', async () => {
    const page = await withListAlone(aThousand())
    await page
      .getByText(/min late$/)
      .first()
      .waitFor()
    const counts = ['late', 'silent', 'off-route'].map((kind) => countOf(page, kind))
    expect(await Promise.all(counts)).toEqual(['12', '8', '6'])
    await page.locator('.filter[data-filter="off-route"]').click()
    await page.locator('.row[aria-setsize="6"]').getByText('off route').first().click()
    await page.locator('.card .step').filter({ hasText: 'Off the route' }).locator('time').waitFor()
    await page.getByRole('button', { name: 'Close' }).click()
    await page.locator('.filter[data-filter="waiting"]').click()
    await page.locator('.row[aria-setsize="5"]').first().waitFor()
    await page.locator('.filter[data-filter="all"]').click()
    await page.getByRole('searchbox').fill('D-778')
    await page.locator('.row[aria-setsize="1"]').getByText('Kerttu').waitFor()
  })

  it('makes only the rows in sight, however many riders there are', async () => {
    const page = await withListAlone(aThousand())
    await page.locator('.list').evaluate((list) => list.scrollTo(0, 30_000))
    await page.locator('.row[aria-posinset="470"]').waitFor()
    expect(await page.locator('.row').count()).toBeLessThan(40)
  })

  it('is walked through and opened by keyboard', async () => {
    const page = await withListAlone(aFew())
    await page.getByRole('searchbox').press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('.card h2').waitFor()
    await page.getByRole('button', { name: 'Close' }).press('Enter')
    await page.locator('.card').waitFor({ state: 'detached' })
  })
})

describe('the customers of the process', () => {
  it('are a line that tells how they keep up, and what it counts to who opens it', async () => {
    const page = await withListAlone(aFew())
    const line = page.getByText('Customers 40 · positions skipped 312 · closed, too slow 3')
    const meaning = page.getByText(/^Counted by the gateway process that this page is connected to/)
    expect(await meaning.isVisible()).toBe(false)
    await line.press('Enter')
    await meaning.waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

describe('a dot', () => {
  it.each([
    ['moves little by little', 'no-preference', 3, Number.POSITIVE_INFINITY],
    ['steps for who wants no movement', 'reduce', 1, 2],
  ] as const)('%s', async (_how, reducedMotion, least, most) => {
    const page = await operator(aFew(), { reducedMotion })
    await mapIsDrawn(page)
    const before = await picture(page)
    const seen = picturesOf(page)
    pages.live.operations.send(fleet.moved(4))
    const pictures = await seen
    expect(pictures).toBeGreaterThanOrEqual(least)
    expect(pictures).toBeLessThanOrEqual(most)
    expect(await picture(page)).not.toBe(before)
  })

  it('moves above a city that is not drawn again', async () => {
    const page = await operator(aFew())
    await mapIsDrawn(page)
    await page.evaluate(`delete document.querySelector('.map').dataset.drawn`)
    const seen = picturesOf(page)
    pages.live.operations.send(fleet.moved(4))
    expect(await seen).toBeGreaterThan(1)
    expect(await page.locator('.map[data-drawn]').count()).toBe(0)
  })
})

describe('riders who are drawn as one', () => {
  it('are looked into by a click', async () => {
    const page = await operator(atOnePlace(aFew()), { reducedMotion: 'reduce' })
    await mapIsDrawn(page)
    const apart = await picture(page)
    await page.locator('.maplibregl-canvas').press('-')
    await until(async () => (await picture(page)) !== apart)
    const asOne = await picture(page)
    const { x, y } = await middleOfPicture(page)
    await page.mouse.click(x, y)
    await until(async () => (await picture(page)) !== asOne)
    expect(await page.locator('.card').count(), 'nobody is selected').toBe(0)
  })
})

describe('when the service restarts', () => {
  it('the page says how old it is, moves nobody, calls nobody silent, and is live again by itself', async () => {
    const page = await operator(aFew())
    await mapIsDrawn(page)
    const silent = await countOf(page, 'silent')
    pages.live.goAway()
    await page.getByText(/^Connection lost\. What you see is \d+ s old\./).waitFor()
    const before = await picture(page)
    await page.getByText(/What you see is [3-9] s old\./).waitFor()
    expect(await picture(page)).toBe(before)
    expect(await countOf(page, 'silent')).toBe(silent)

    pages.live.comeBack()
    await until(() => pages.live.operations.listeners > 0, { timeoutMs: 20_000 })
    await page.getByText(/^Connection lost/).waitFor({ state: 'detached' })
  })
})

/** How many different pictures the riders' canvas shows while a leg to the next position lasts. */
function picturesOf(page: Page): Promise<number> {
  return page.evaluate(`(async () => {
    const canvas = document.querySelector('.riders-canvas')
    const seen = new Set()
    const end = performance.now() + 1800
    while (performance.now() < end) {
      await new Promise(requestAnimationFrame)
      seen.add(canvas.toDataURL())
    }
    return seen.size
  })()`)
}
