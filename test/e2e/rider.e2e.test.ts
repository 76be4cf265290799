import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { kitchen, moveTo, type Phones, phones, riderKey, toFetch, travel, waiting } from './a-phone.ts'
import { accessibilityFaults } from './accessibility.ts'
import { keepPicture, looks } from './pages-under-test.ts'

let all: Phones
beforeAll(async () => {
  all = await phones()
  all.api.deliveries = [
    { ...toFetch, promisedAt: Date.now() + 20 * 60_000 },
    { ...toFetch, deliveryId: 'd-2', pickup: toFetch.dropoff },
  ]
})
afterAll(() => all?.stop())
afterEach(async () => {
  await all.putAllAway()
  all.api.keys = [riderKey]
})

type Look = Pick<(typeof looks)[number], 'viewport' | 'colorScheme'>

const states = {
  async 'no-key'(look) {
    const page = await all.phone({ path: '/rider', ...look })
    await page.getByRole('heading', { name: 'Ride with this phone' }).waitFor()
    return page
  },
  async asking(look) {
    const page = await all.phone({ permission: 'prompt', ...look })
    await page.getByRole('button', { name: 'Start sharing' }).waitFor()
    await page.getByText(kitchen).waitFor()
    return page
  },
  async denied(look) {
    const page = await all.phone({ permission: 'denied', ...look })
    await page.getByRole('heading', { name: 'Location is blocked' }).waitFor()
    await page.getByText(kitchen).waitFor()
    return page
  },
  async sharing(look) {
    const page = await all.sharing(look)
    await page.locator('.stop-distance').waitFor()
    return page
  },
  async offline(look) {
    const page = await all.sharing(look)
    await page.locator('.stop-distance').waitFor()
    await page.context().setOffline(true)
    await travel(page, [10, 20, 30], () => waiting(page))
    await page.getByText(/^\d+ positions kept, sent when you are back$/).waitFor()
    return page
  },
  async refused(look) {
    const page = await all.sharing(look)
    all.api.keys = []
    await moveTo(page, 30)
    await page.getByRole('heading', { name: 'Key refused' }).waitFor()
    return page
  },
} satisfies Record<string, (look: Look) => Promise<Page>>

describe.each(looks)('on a $size, $colorScheme', ({ size, ...look }) => {
  it.each(Object.entries(states))('%s', async (state, open) => {
    all.api.keys = [riderKey]
    const page = await open(look)
    await keepPicture(page, `rider-${state}-${size}-${look.colorScheme}`)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})

it('is light enough for a poor network: scripts below 60 KB, as they are sent', async () => {
  const page = await all.phone({ path: '/rider' })
  await page.getByRole('heading', { name: 'Ride with this phone' }).waitFor()
  const sizes = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .filter(({ name }) => name.endsWith('.js'))
      .map((entry) => JSON.parse(JSON.stringify(entry)).encodedBodySize),
  )
  expect(sizes.length).toBeGreaterThan(0)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000)
})
