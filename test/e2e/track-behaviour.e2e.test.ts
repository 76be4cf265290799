import { destinationPoint } from '@doorstep/geo'
import { until } from '@doorstep/testing'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { aRide } from './a-ride.ts'
import { mapIsDrawn, type PagesUnderTest, pagesUnderTest, withoutMap } from './pages-under-test.ts'

const MINUTE_MS = 60_000
const ride = aRide()

let pages: PagesUnderTest
beforeAll(async () => {
  pages = await pagesUnderTest()
})
afterAll(() => pages?.stop())

let token = ''
let links = 0
beforeEach(() => {
  links += 1
  token = `tt-${links}`
})

async function visit(options: Parameters<PagesUnderTest['visit']>[1] = {}): Promise<Page> {
  const page = await pages.visit(`/t/${token}`, options)
  await mapIsDrawn(page)
  return page
}

/** The page, which was told what there is to tell, without its map. */
async function read(options: Parameters<PagesUnderTest['visit']>[1] = {}): Promise<Page> {
  const page = await pages.visit(`/t/${token}`, options, withoutMap)
  await page.locator('.no-map').waitFor()
  return page
}

const onItsWay = (alongM: number) => [
  ride.snapshot({ route: ride.route, position: ride.fix(alongM, 1_000), ageMs: 1_000, cursor: '3:17' }),
]

/** Where the dot is on the screen. */
async function dot(page: Page): Promise<{ x: number; y: number }> {
  const { x, y } = (await page.locator('.rider-dot').boundingBox()) ?? { x: Number.NaN, y: Number.NaN }
  return { x, y }
}

/** Each place that the dot is drawn at, frame by frame, for longer than a leg to the next position takes. */
function watchTheDot(page: Page): Promise<string[]> {
  return page.evaluate(`(async () => {
    const seen = []
    const end = performance.now() + 1800
    while (performance.now() < end) {
      await new Promise(requestAnimationFrame)
      const place = document.querySelector('.rider').style.transform
      if (seen.at(-1) !== place) seen.push(place)
    }
    return seen
  })()`)
}

const apart = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y)

describe('the dot', () => {
  it('moves to a new position little by little, and then stands', async () => {
    pages.live.open(token, onItsWay(300))
    const page = await visit()
    const before = await dot(page)
    const seen = watchTheDot(page)
    pages.live.send(token, ride.position(320))

    const steps = await seen
    expect(steps.length).toBeGreaterThan(3)
    const last = await dot(page)
    expect(apart(before, last)).toBeGreaterThan(8)
    expect(apart(last, await dot(page)), 'pixels').toBeLessThan(0.5)
  })

  it('steps when the reader wants no movement', async () => {
    pages.live.open(token, onItsWay(300))
    const page = await visit({ reducedMotion: 'reduce' })
    const seen = watchTheDot(page)
    pages.live.send(token, ride.position(320))
    expect((await seen).length).toBeLessThanOrEqual(2)
  })

  it('never moves on news that is old, and is hollow', async () => {
    pages.live.open(token, [
      ride.snapshot({ route: ride.route, position: ride.fix(300, 2 * MINUTE_MS), ageMs: 2 * MINUTE_MS }),
    ])
    const page = await visit()
    await page.locator('.rider[data-freshness="lost"]').waitFor({ state: 'attached' })
    const seen = watchTheDot(page)
    pages.live.send(token, { ...ride.position(320), recordedAt: Date.now() - MINUTE_MS })
    expect((await seen).length).toBeLessThanOrEqual(2)
    await page.getByText(/Signal lost/).waitFor()
  })
})

describe('the positions as reported', () => {
  it('are where the phone said, beside the street, when the reader asks for them', async () => {
    pages.live.open(token, onItsWay(300))
    const page = await visit({ reducedMotion: 'reduce' })
    const onTheStreet = await dot(page)
    const toggle = page.getByRole('button', { name: 'Positions as reported' })
    const { bearingDeg = 0, ...fix } = ride.fix(300)
    pages.live.send(token, ride.position(300, destinationPoint(fix, bearingDeg + 90, 25)))
    await page.getByText(/m away/).waitFor()
    expect(apart(await dot(page), onTheStreet), 'pixels').toBeLessThan(3)

    await toggle.click()
    await page.getByText('Each dot is a position as the phone reported it.').waitFor()
    expect(apart(await dot(page), onTheStreet), 'pixels').toBeGreaterThan(8)
    await toggle.click()
    expect(apart(await dot(page), onTheStreet), 'pixels').toBeLessThan(3)
  })
})

describe('the words', () => {
  it('follow each message: where, how far, when', async () => {
    pages.live.open(token, onItsWay(300))
    const page = await read()
    pages.live.send(token, ride.position(310))
    await page.getByText(/^Aino is on .+, \d+ m away\.$/).waitFor()
    await page.getByText(/^\d+–\d+ min$/).waitFor()
    await page.locator('.age[data-kind="live"]').waitFor()
  })

  it('speak Finnish to who reads Finnish', async () => {
    pages.live.open(token, [...onItsWay(300), ride.position(310)])
    const page = await read({ locale: 'fi-FI' })
    await page.getByText(/^Aino on \d+ m päässä, kadulla .+\.$/).waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('fi')
  })

  it('tell the end, and what the way was', async () => {
    pages.live.open(token, onItsWay(300))
    const page = await visit()
    const delivery = ride.delivery({
      status: 'delivered',
      pickedUpAt: Date.now() - 8 * MINUTE_MS,
      endedAt: Date.now(),
    })
    pages.live.send(token, { type: 'ended', delivery })

    await page.getByRole('heading', { name: 'Delivered' }).waitFor()
    await page.getByText('8 min').waitFor()
    await page.getByText('1.1 km').waitFor()
    expect(await page.locator('.rider').count()).toBe(0)
  })
})

it('comes back by itself when the connection is cut, from where it was', async () => {
  pages.live.open(token, onItsWay(300))
  const page = await visit()
  pages.live.send(token, ride.position(310, { cursor: '3:21' }))
  await page.getByText(/m away/).waitFor()

  pages.live.goAway()
  await page.locator('.reconnecting').waitFor({ state: 'attached' })
  pages.live.comeBack()
  await page.locator('.reconnecting').waitFor({ state: 'detached' })
  await until(() => pages.live.cursorsOf(token).at(-1) === '3:21')
})

it('leaves the map alone once the reader has moved it, until told to follow', async () => {
  pages.live.open(token, onItsWay(300))
  const page = await visit()
  await page.mouse.move(200, 200)
  await page.mouse.down()
  await page.mouse.move(120, 320, { steps: 5 })
  await page.mouse.up()

  const follow = page.getByRole('button', { name: 'Follow' })
  await follow.click()
  await follow.waitFor({ state: 'detached' })
})

it('can be read and worked by keyboard alone', async () => {
  pages.live.open(token, onItsWay(300))
  const page = await read()
  const toggle = page.getByRole('button', { name: 'Hide details' })
  await toggle.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Show details' }).waitFor()
  expect(await page.getByRole('list', { name: 'Progress' }).count()).toBe(0)
})

it('keeps the colours that were chosen', async () => {
  pages.live.open(token, onItsWay(300))
  const page = await read({ colorScheme: 'light' })
  await page.getByRole('button', { name: 'Switch to dark colours' }).click()
  await page.reload()
  await page.getByRole('button', { name: 'Switch to light colours' }).waitFor()
})

it('tells the way of things even where no map can be drawn', async () => {
  pages.live.open(token, [...onItsWay(300), ride.position(310)])
  const page = await read()
  await page.getByText('The map cannot be shown here.', { exact: false }).waitFor()
  await page.getByText(/^Aino is on /).waitFor()
})
