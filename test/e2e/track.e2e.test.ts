import type { CustomerKind, LiveMessage } from '@doorstep/contracts'
import { destinationPoint } from '@doorstep/geo'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aRide } from './a-ride.ts'
import { accessibilityFaults } from './accessibility.ts'
import { keepPicture, looks, mapIsDrawn, type PagesUnderTest, pagesUnderTest } from './pages-under-test.ts'

const MINUTE_MS = 60_000
const ride = aRide()

let pages: PagesUnderTest
beforeAll(async () => {
  pages = await pagesUnderTest()
})
afterAll(() => pages?.stop())

const delivered = () =>
  ride.delivery({
    status: 'delivered',
    pickedUpAt: Date.now() - 9 * MINUTE_MS,
    endedAt: Date.now() - MINUTE_MS,
  })
const told = (kind: CustomerKind, minutesAgo: number) => ({
  kind,
  at: Date.now() - minutesAgo * MINUTE_MS,
})

const states = {
  waiting: () => [
    ride.snapshot({
      delivery: ride.delivery({
        status: 'assigned',
        promisedAt: Date.now() + 20 * MINUTE_MS,
      }),
    }),
  ],
  moving: () => [
    ride.snapshot({ route: ride.route, position: ride.fix(294, 1_000), ageMs: 1_000 }),
    ride.position(300),
  ],
  'another-stop-first': () => [
    ride.snapshot({
      route: ride.route,
      position: {
        lat: 60.1725,
        lon: 24.9332,
        recordedAt: Date.now() - 1_000,
        accuracyM: 1_290,
        precision: 'cell',
      },
      ageMs: 1_000,
      delivery: ride.delivery({ status: 'picked-up', promisedAt: Date.now() + 20 * MINUTE_MS }),
    }),
  ],
  approaching: () => [
    ride.snapshot({
      route: ride.route,
      position: ride.fix(ride.route.distanceM - 160, 20_000),
      ageMs: 20_000,
      notifications: [told('picked-up', 3), told('approaching', 1)],
      remainingM: 160,
      eta: { earliestMs: 30_000, latestMs: 100_000 },
    }),
  ],
  'signal-lost': () => [
    ride.snapshot({
      route: ride.route,
      position: { ...ride.fix(500, 4 * MINUTE_MS), accuracyM: 60 },
      ageMs: 4 * MINUTE_MS,
      delivery: ride.delivery({ pickedUpAt: Date.now() - 7 * MINUTE_MS }),
      remainingM: ride.route.distanceM - 500,
      eta: { earliestMs: 2 * MINUTE_MS, latestMs: 4 * MINUTE_MS },
    }),
  ],
  delivered: () => [
    ride.snapshot({ route: ride.route, position: ride.fix(900), ageMs: 0 }),
    { type: 'ended', delivery: delivered() },
  ],
} satisfies Record<string, () => readonly LiveMessage[]>

describe.each(looks)('on a $size, $colorScheme', ({ size, ...look }) => {
  it.each(Object.entries(states))('%s', async (state, messages) => {
    pages.live.open('tt', messages())
    const page = await pages.visit('/t/tt', look)
    await mapIsDrawn(page)
    await keepPicture(page, `track-${state}-${size}-${look.colorScheme}`)
    expect(await accessibilityFaults(page)).toEqual([])
    expect(pages.problems).toEqual([])
  })
})

it.each(looks)('as the phone reported it, on a $size, $colorScheme', async ({ size, ...look }) => {
  const trail = Array.from({ length: 60 }, (_, index) => {
    const { lat, lon, recordedAt } = ride.fix(index * 5, 61_000 - index * 1_000)
    return { recordedAt, ...destinationPoint({ lat, lon }, (index * 77) % 360, 4 + (index % 6)) }
  })
  pages.live.open('tt', [
    ride.snapshot({ route: ride.route, trail, position: ride.fix(300, 1_000), ageMs: 1_000 }),
    ride.position(305),
  ])
  const page = await pages.visit('/t/tt', look)
  await mapIsDrawn(page)
  await page.evaluate(`delete document.querySelector('.map').dataset.drawn`)
  await page.getByRole('button', { name: 'Positions as reported' }).click()
  await mapIsDrawn(page)
  await keepPicture(page, `track-reported-${size}-${look.colorScheme}`)
  expect(await accessibilityFaults(page)).toEqual([])
})

describe('a link that opens nothing', () => {
  it.each(looks)('is one friendly sentence on a $size, $colorScheme', async ({ size, ...look }) => {
    const page = await pages.visit('/t/nobody', look)
    await page.getByRole('heading', { name: 'Nothing to see here' }).waitFor()
    await keepPicture(page, `track-invalid-${size}-${look.colorScheme}`)
    expect(await accessibilityFaults(page)).toEqual([])
  })
})
