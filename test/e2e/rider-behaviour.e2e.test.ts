import { until } from '@doorstep/testing'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  door,
  hold,
  kitchen,
  latitudeAt,
  moveTo,
  newRiderKey,
  type Phones,
  phones,
  places,
  riderKey,
  toFetch,
  travel,
  waiting,
} from './a-phone.ts'
import { canOpenOffline } from './pages-under-test.ts'

let all: Phones
beforeAll(async () => {
  all = await phones()
})
afterAll(() => all?.stop())
beforeEach(() => {
  Object.assign(all.api, { keys: [riderKey], deliveries: [toFetch], nextPingMs: 0, awayS: undefined })
})
afterEach(() => all.putAllAway())

/** What the server took since then: the latitude of each, in the order in which they came. */
const takenSince = (start: number) => all.api.taken.slice(start).map(({ lat }) => lat)

const nothingWaits = (page: Page) => until(async () => (await waiting(page)).length === 0)

describe('the key', () => {
  it('comes by the link, and leaves the address at once', async () => {
    const page = await all.phone()
    await page.getByRole('heading', { name: 'Paused' }).waitFor()
    expect(page.url()).toBe(`${all.origin}/rider`)
    expect(await page.evaluate('history.length')).toBeLessThanOrEqual(2)
    await page.reload()
    await page.getByRole('heading', { name: 'Paused' }).waitFor()
  })

  it('can be pasted; what is none is told', async () => {
    const page = await all.phone({ path: '/rider' })
    await page.getByLabel('Link or key').fill('https://doorstep.example/t/tt_1')
    await page.getByRole('button', { name: 'Use it' }).click()
    await page.getByText('There is no rider key in this.', { exact: false }).waitFor()
    await page.getByLabel('Link or key').fill(riderKey)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Paused' }).waitFor()
  })

  it('once refused is said so, keeps what waits, and a new one of the same rider sends it', async () => {
    const page = await all.sharing()
    const start = all.api.taken.length
    all.api.keys = []
    await moveTo(page, 30)
    await page.getByRole('heading', { name: 'Key refused' }).waitFor()
    expect(await waiting(page)).toContain(latitudeAt(30))
    await page.reload()
    await page.getByText('position kept').waitFor()

    all.api.keys = [newRiderKey]
    await page.getByLabel('Link or key').fill(newRiderKey)
    await page.getByRole('button', { name: 'Use it' }).click()
    await until(() => takenSince(start).includes(latitudeAt(30)))
    await nothingWaits(page)
  })
})

describe('sharing', () => {
  it('begins on a tap, goes on by itself after a reload, and ends with a pause', async () => {
    const page = await all.phone()
    await page.getByRole('button', { name: 'Resume' }).waitFor()
    const start = all.api.taken.length
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByText('Every second').waitFor()
    await until(() => all.api.taken.length > start)
    await page.reload()
    await page.getByRole('heading', { name: 'Sharing' }).waitFor()

    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('Nobody sees where you are.').waitFor()
    const paused = all.api.taken.length
    await moveTo(page, 500)
    await page.reload()
    await page.getByRole('heading', { name: 'Paused' }).waitFor()
    expect(takenSince(paused)).not.toContain(latitudeAt(500))
  })

  it('tells each position, in order, and forgets it once it is taken', async () => {
    const page = await all.sharing()
    const start = all.api.taken.length
    const way = [10, 20, 30, 40, 50]
    await travel(page, way, () => takenSince(start))
    expect(places(takenSince(start)).filter((lat) => lat !== latitudeAt(0))).toEqual(way.map(latitudeAt))
    await nothingWaits(page)
    expect(all.api.taken.at(-1)).toMatchObject({ accuracyM: 6 })
  })

  it('tells only as often as the server wants', async () => {
    all.api.nextPingMs = 60_000
    const page = await all.sharing()
    await page.getByText('Every 60 seconds').waitFor()
    const start = all.api.taken.length
    const away = page.locator('.stop-distance')
    const before = await away.textContent()
    await moveTo(page, 300)
    await until(async () => (await away.textContent()) !== before)
    expect([takenSince(start), await waiting(page)]).toEqual([[], []])
  })

  it('asks where the phone is on a tap, not before', async () => {
    const page = await all.phone({ permission: 'prompt' })
    await page.getByRole('button', { name: 'Start sharing' }).waitFor()
    const start = all.api.taken.length
    await page.context().grantPermissions(['geolocation'], { origin: all.origin })
    await page.getByRole('button', { name: 'Resume' }).click()
    await page.getByText('Sent just now').waitFor()
    expect(all.api.taken.length).toBeGreaterThan(start)
  })

  it('says that the location is blocked, and tries again when told to', async () => {
    const page = await all.phone({ permission: 'denied' })
    await page.getByText('Allow it for this page', { exact: false }).waitFor()
    await page.context().grantPermissions(['geolocation'], { origin: all.origin })
    await page.getByRole('button', { name: /Try again|Resume/ }).click()
    await page.getByText('Sent just now').waitFor()
  })

  it('is done by one tab, and by the next when that one is closed', async () => {
    const first = await all.sharing()
    const second = await first.context().newPage()
    await second.goto(`${all.origin}/rider`)
    await second.getByRole('heading', { name: 'Open in another tab' }).waitFor()
    await first.close()
    await second.getByRole('heading', { name: 'Sharing' }).waitFor()
  })
})

describe('without network', () => {
  it('keeps every position over a reload, and sends them all, in order, once it is back', async () => {
    const page = await all.sharing()
    await canOpenOffline(page)
    const start = all.api.taken.length

    await page.context().setOffline(true)
    await travel(page, [10, 20, 30], () => waiting(page))
    await page.getByRole('heading', { name: 'Offline' }).waitFor()
    await page.getByText(/^\d positions kept, sent when you are back$/).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Offline' }).waitFor()
    await page.getByText(kitchen).waitFor()
    await travel(page, [40, 50], () => waiting(page))
    const ledger = await waiting(page)
    expect(takenSince(start)).toEqual([])

    await page.context().setOffline(false)
    await nothingWaits(page)
    expect(takenSince(start).slice(0, ledger.length)).toEqual(ledger)
    expect(places(ledger).filter((lat) => lat !== latitudeAt(0))).toEqual(
      [10, 20, 30, 40, 50].map(latitudeAt),
    )
    expect(new Set(all.api.taken.slice(start).map(({ recordedAt }) => recordedAt)).size).toBe(
      all.api.taken.length - start,
    )
    await page.getByRole('heading', { name: 'Sharing' }).waitFor()
  })

  it('keeps what a rider did, and tells when that was', async () => {
    const page = await all.sharing()
    await page.context().setOffline(true)
    const reported = all.api.reports.length
    await hold(page, 'Picked up')
    await page.getByRole('button', { name: 'Delivered' }).waitFor()
    await page.getByText('Told as soon as there is a network.').waitFor()
    await page.context().setOffline(false)
    await until(() => all.api.reports.length > reported)
    expect(all.api.reports.at(-1)).toMatchObject({ deliveryId: 'd-1', status: 'picked-up' })
  })

  it('leaves the other pages alone', async () => {
    const page = await all.sharing()
    await canOpenOffline(page)
    await page.goto(`${all.origin}/`)
    expect(await page.evaluate('navigator.serviceWorker.controller')).toBeNull()
  })
})

it('keeps everything while the server cannot take it, and waits as long as it asks', async () => {
  const page = await all.sharing()
  await nothingWaits(page)
  const start = all.api.taken.length
  all.api.awayS = 2
  const requests = all.api.requests
  await travel(page, [10, 20], () => waiting(page))
  await page.getByRole('heading', { name: 'Not sent yet' }).waitFor()
  expect(all.api.requests - requests).toBe(1)
  all.api.awayS = undefined
  await nothingWaits(page)
  expect(places(takenSince(start))).toEqual(expect.arrayContaining([latitudeAt(10), latitudeAt(20)]))
  await page.getByRole('heading', { name: 'Sharing' }).waitFor()
})

describe('a stop', () => {
  it('has its address and its distance, and is done when its button is held', async () => {
    const page = await all.sharing()
    await page.getByRole('heading', { name: kitchen }).waitFor()
    await page.locator('.stop-distance').waitFor()
    const reported = all.api.reports.length
    await page.getByRole('button', { name: 'Picked up' }).click()
    await hold(page, 'Picked up')
    await page.getByRole('heading', { name: door }).waitFor()
    await hold(page, 'Delivered')
    await page.getByRole('heading', { name: 'No delivery right now' }).waitFor()
    await until(() => all.api.reports.length === reported + 2)
    expect(all.api.reports.slice(reported).map(({ status }) => status)).toEqual(['picked-up', 'delivered'])
  })

  it('done, tells where the rider is at once, however seldom the server had asked for it', async () => {
    all.api.nextPingMs = 60_000
    const page = await all.sharing()
    await page.getByText('Every 60 seconds').waitFor()
    const start = all.api.taken.length
    await hold(page, 'Picked up')
    await until(() => all.api.taken.length > start)
  })

  it('is done by keyboard with two presses, not with one', async () => {
    const page = await all.sharing()
    const reported = all.api.reports.length
    await page.getByRole('button', { name: 'Picked up' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText('Press again to confirm').waitFor()
    expect(all.api.reports.length).toBe(reported)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Delivered' }).waitFor()
  })

  it('can be another one first', async () => {
    all.api.deliveries = [toFetch, { ...toFetch, deliveryId: 'd-2', status: 'picked-up' }]
    const page = await all.sharing()
    await page.getByRole('list', { name: 'Your other stops' }).getByRole('button').click()
    await page.getByRole('button', { name: 'Delivered' }).waitFor()
  })
})

it('speaks Finnish to who reads Finnish', async () => {
  const page = await all.phone({ locale: 'fi-FI' })
  await page.getByRole('button', { name: 'Jatka' }).click()
  await page.getByRole('heading', { name: 'Jaetaan' }).waitFor()
})
