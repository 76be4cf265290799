import { readFile } from 'node:fs/promises'
import { anApiInMemory } from '@doorstep/analytics/testing'
import { until } from '@doorstep/testing'
import { aService } from '@doorstep/web/testing'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { afternoonAfter, aRecordedDay, recordedDay, startOfDay } from './a-recorded-day.ts'
import { accessibilityFaults } from './accessibility.ts'
import {
  desktop,
  keepPicture,
  looks,
  mapIsDrawn,
  type PagesUnderTest,
  pagesUnderTest,
  withoutMap,
} from './pages-under-test.ts'

const API_KEY = 'the-key-of-the-operator'
const day = aRecordedDay()
const replayed = `#${recordedDay}/${day.withGap}`

let pages: PagesUnderTest
let isAway = false
beforeAll(async () => {
  const api = await anApiInMemory(day.record, startOfDay, API_KEY)
  const analytics = await aService(async (request, response) => {
    if (isAway) return response.destroy()
    const { url = '', headers } = request
    const answer = await api.inject({ url, headers })
    response.writeHead(answer.statusCode, answer.headers as Record<string, string>).end(answer.rawPayload)
  })
  const deliveries = await aService((request, response) => {
    const found = day.deliveryOf(request.url?.split('/').at(-1) ?? '')
    response.writeHead(found === undefined ? 404 : 200, { 'content-type': 'application/json' })
    response.end(JSON.stringify(found ?? {}))
  })
  pages = await pagesUnderTest({}, { ANALYTICS_URL: analytics.url, DELIVERIES_URL: deliveries.url })
  return async () => {
    await analytics.stop()
    await deliveries.stop()
    await api.close()
  }
})
afterAll(() => pages?.stop())

type AnalystOptions = BrowserContextOptions & { readonly withMap?: boolean }

/** The page of one who has the key, on the afternoon after the day that was recorded. */
async function analyst(hash = `#${recordedDay}`, options: AnalystOptions = {}): Promise<Page> {
  isAway = false
  const { withMap = false, ...browser } = options
  return pages.visit(`/analytics${hash}`, browser, async (context) => {
    if (!withMap) await withoutMap(context)
    await context.clock.setFixedTime(afternoonAfter)
    await context.addInitScript(`sessionStorage.setItem('doorstep-api-key', '${API_KEY}')`)
  })
}

const figures = (page: Page) => page.locator('.figure-value').allTextContents()
const shownMoment = (page: Page) =>
  page.locator('.scrubber input').evaluate((input: { valueAsNumber: number }) => input.valueAsNumber)

/** The map was still again since what was asked of it changed. */
async function mapIsStill(page: Page): Promise<void> {
  await page.evaluate(`delete document.querySelector('.map').dataset.drawn`)
  await mapIsDrawn(page)
}

const [, phoneDark, desktopLight] = looks

describe.each([phoneDark, desktopLight])('on a $size, $colorScheme', ({ size, viewport, colorScheme }) => {
  const look = { viewport, colorScheme, reducedMotion: 'reduce' } as const

  it('a day has its numbers, its pictures and its map', async () => {
    const page = await analyst(`#${recordedDay}`, { ...look, withMap: true })
    await page.locator('.deliveries tbody tr').first().waitFor()
    await page.locator('.histogram').nth(2).waitFor()
    await mapIsDrawn(page)
    await keepPicture(page, `analytics-day-${size}-${colorScheme}`)
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('a ride of it is played', async () => {
    const withMap = size === 'phone'
    const page = await analyst(`#${recordedDay}`, { ...look, withMap })
    await page.locator('.replay-this').first().click()
    await page.locator('.scrubber input').fill(String(day.startOfGap + 60_000))
    if (withMap) await mapIsStill(page)
    await keepPicture(page, `analytics-replay-${size}-${colorScheme}`)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

describe('the day', () => {
  it('is another with another button, and the address leads back to it', async () => {
    const page = await analyst()
    await page.locator('.turner').getByText('Fri 20 November').waitFor()
    await page.getByRole('button', { name: /^Sat 14 November: \d+ delivered, \d+% on time/ }).click()
    await page.locator('.turner').getByText('Sat 14 November').waitFor()
    expect(page.url()).toMatch(/#2026-11-14$/)
    await page.goBack()
    await page.locator('.turner').getByText('Fri 20 November').waitFor()
  })

  it('on which nothing was delivered says so', async () => {
    const page = await analyst('#2026-10-01')
    await page.getByText('Nothing was delivered on this day.').waitFor()
    await page.getByText('Nobody was on the road then.').waitFor()
    await keepPicture(page, 'analytics-empty-phone-light')
    expect(await accessibilityFaults(page)).toEqual([])
  })

  it('speaks Finnish', async () => {
    const page = await analyst(`#${recordedDay}`, { locale: 'fi-FI', viewport: desktop })
    await page.getByRole('heading', { name: 'Tilauksesta ovelle' }).waitFor()
    await keepPicture(page, 'analytics-day-desktop-finnish')
  })
})

describe('the brush', () => {
  it('is moved by keyboard and drawn by pointer, and the map is of what it holds', async () => {
    const page = await analyst(`#${recordedDay}`, { viewport: desktop })
    await page.getByText(/· 5 h \d+ min of rider time/).waitFor()
    await page.getByRole('slider', { name: 'From' }).press('PageUp')
    await page.getByText(/, 01:00–00:00 · 5 h/).waitFor()
    await page.getByRole('slider', { name: 'To' }).press('Home')
    await page.getByText(/, 01:00–01:05/).waitFor()
    await page.getByText('Nobody was on the road then.').waitFor()
    await page.getByRole('button', { name: 'Whole day' }).click()

    const { x, y, width, height } = (await page.locator('.brush-area').boundingBox()) ?? fail()
    await page.mouse.move(x + (width * 11) / 24 + 1, y + height / 2)
    await page.mouse.down()
    await page.mouse.move(x + (width * 14) / 24 - 1, y + height / 2)
    await page.mouse.up()
    await page.getByText(/, 11:00–14:00 · \d/).waitFor()
    await keepPicture(page, 'analytics-brushed-desktop-light')
  })
})

describe('the list', () => {
  it('comes page by page, and in kinds', async () => {
    const page = await analyst()
    const rows = page.locator('.deliveries tbody tr')
    await until(async () => (await rows.count()) === 25)
    await page.getByRole('button', { name: 'More' }).click()
    await until(async () => (await rows.count()) === 50)
    await page.getByRole('button', { name: 'Failed', exact: true }).click()
    await until(async () => (await rows.count()) === 4)
    expect(await rows.locator('.outcome').allTextContents()).toEqual(new Array(4).fill('Failed'))
  })

  it('offers no replay of what nobody rode for', async () => {
    const page = await analyst()
    await page.getByRole('button', { name: 'Cancelled', exact: true }).click()
    await until(async () => (await page.locator('.deliveries tbody tr').count()) === 3)
    expect(await page.locator('.replay-this').count()).toBe(0)
  })
})

describe('a replay', () => {
  it('plays, stops at its end, and moves nothing where nothing is known', async () => {
    const page = await analyst(replayed, { withMap: true })
    await page.locator('.scrubber input').fill(String(day.startOfGap - 15_000))
    await page.getByRole('button', { name: '10×' }).click()
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.locator('.rider[data-freshness="lost"]').waitFor({ state: 'attached' })
    const stood = await dotIsAt(page)
    await page.locator('.scrubber-now[data-gap="true"]').waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    expect(await dotIsAt(page)).toBe(stood)
    await keepPicture(page, 'analytics-gap-phone-light')

    const end = Number(await page.locator('.scrubber input').getAttribute('max'))
    await page.locator('.scrubber input').fill(String(end - 2_000))
    await page.getByRole('button', { name: 'Play', exact: true }).click()
    await page.getByRole('button', { name: 'Play again' }).waitFor()
    expect(await shownMoment(page)).toBe(end)
  })

  it('lays the ride along its street, or as it was recorded', async () => {
    const page = await analyst(replayed, { withMap: true })
    const seek = () => page.locator('.scrubber input').fill(String(day.startOfGap - 30_000))
    await seek()
    await page.locator('.rider').waitFor({ state: 'attached' })
    const along = await dotIsAt(page)
    await page.getByRole('button', { name: 'As recorded' }).click()
    await seek()
    await until(async () => (await dotIsAt(page)) !== along)
  })

  it('is saved as GPX, CSV or GeoJSON, with the key in no address', async () => {
    const page = await analyst(replayed)
    const addresses: string[] = []
    page.on('request', (request) => addresses.push(request.url()))
    for (const format of ['GPX', 'CSV', 'GeoJSON']) {
      const saving = page.waitForEvent('download')
      await page.getByRole('button', { name: `Download ${format}` }).click()
      const saved = await saving
      expect(saved.suggestedFilename()).toBe(`delivery-${day.withGap}.${format.toLowerCase()}`)
      const text = await readFile(await saved.path(), 'utf8')
      expect(text.match(/60\.1\d+/g)?.length).toBeGreaterThan(30)
    }
    expect(addresses.filter((address) => address.includes(API_KEY))).toEqual([])
    expect(addresses.filter((address) => address.endsWith('/track')).length).toBeGreaterThanOrEqual(3)
  })

  it.each([
    [`${recordedDay}/d-nobody`, 'There is no such delivery.'],
    [`${recordedDay}/d-40`, 'No positions of this delivery are kept.'],
  ])('of #%s says what there is to see', async (place, sign) => {
    const page = await analyst(`#${place}`)
    await page.getByText(sign).waitFor()
    await page.getByRole('button', { name: 'Back to the day' }).click()
    await page.getByRole('heading', { name: 'Where riders were' }).waitFor()
  })
})

describe('when analytics is away', () => {
  it('the page says so, and goes on by itself', async () => {
    const page = await analyst()
    await page.locator('.histogram').first().waitFor()
    const before = await figures(page)
    isAway = true
    await page.getByRole('button', { name: 'The day before' }).click()
    await page.getByText('Analytics does not answer.', { exact: false }).first().waitFor()
    await keepPicture(page, 'analytics-away-phone-light')
    expect(await accessibilityFaults(page)).toEqual([])
    isAway = false
    await until(async () => /\d/.test((await figures(page)).join('')), { timeoutMs: 20_000 })
    expect(await figures(page)).not.toEqual(before)
    await page.locator('.away').waitFor({ state: 'hidden' })
  })
})

it('asks for the key, and again for one that opens nothing', async () => {
  isAway = false
  const page = await pages.visit('/analytics')
  await page.getByLabel('API key').fill('another')
  await page.getByRole('button', { name: 'Open' }).click()
  await page.getByText('This key opens nothing here.').waitFor()
})

/** Where on the map the dot is. */
const dotIsAt = (page: Page) =>
  page.locator('.rider').evaluate((dot: { style: { transform: string } }) => dot.style.transform)

function fail(): never {
  throw new Error('the brush is not there')
}
