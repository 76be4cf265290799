import type { LiveMessage, MerchantDelivery } from '@doorstep/contracts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { aRide, type Ride } from './a-ride.ts'
import { accessibilityFaults } from './accessibility.ts'
import { desktop, keepPicture, type PagesUnderTest, pagesUnderTest, phone } from './pages-under-test.ts'

const MINUTE_MS = 60_000

const rides = [
  aRide('Bulevardi 6', 'Vilhonkatu 5'),
  aRide('Kaivokatu 2', 'Liisankatu 25'),
  aRide('Yrjönkatu 18', 'Unioninkatu 22'),
  aRide('Mannerheimintie 20', 'Fredrikinkatu 26'),
  aRide('Aleksanterinkatu 50 B', 'Simonkatu 2'),
]
const opening: readonly ((ride: Ride) => LiveMessage[])[] = [
  (ride) => [ride.snapshot({ route: ride.route }), ride.position(250)],
  (ride) => [
    ride.snapshot({ route: ride.route, delivery: ride.delivery({ riderName: 'Onni' }) }),
    ride.position(500),
  ],
  (ride) => [
    ride.snapshot({
      route: ride.route,
      delivery: ride.delivery({ riderName: 'Helmi' }),
      position: ride.fix(300, 3 * MINUTE_MS),
      ageMs: 3 * MINUTE_MS,
      remainingM: 500,
    }),
  ],
  (ride) => [ride.snapshot({ delivery: ride.delivery({ status: 'assigned', riderName: 'Leo' }) })],
  (ride) => [ride.snapshot({ delivery: ride.delivery({ status: 'created' }) })],
]

const statuses = ['picked-up', 'picked-up', 'picked-up', 'assigned', 'created'] as const

function listed(ride: Ride, index: number): MerchantDelivery {
  const token = `tt-${index}`
  const status = statuses[index] ?? 'created'
  const delivery = ride.delivery({ deliveryId: `d-${index}`, status, createdAt: Date.now() - index })
  return { ...delivery, trackingToken: token, trackingUrl: `http://localhost/t/${token}` }
}

let pages: PagesUnderTest
beforeAll(async () => {
  pages = await pagesUnderTest({
    demo: {
      listDeliveries: async () => rides.map(listed),
      hireRider: async () => 'https://doorstep.example/rider#key=rk_r-1_s',
      apiKey: 'the-key',
    },
  })
  for (const [index, ride] of rides.entries()) pages.live.open(`tt-${index}`, opening[index]?.(ride) ?? [])
})
afterAll(() => pages?.stop())

it.each([
  { size: 'phone', viewport: phone, colorScheme: 'light' },
  { size: 'desktop', viewport: desktop, colorScheme: 'light' },
  { size: 'desktop', viewport: desktop, colorScheme: 'dark' },
] as const)(
  'lists what is on the road, each delivery live, on a $size, $colorScheme',
  async ({ size, ...look }) => {
    const page = await pages.visit('/', look)
    await page.locator('.card').nth(4).waitFor()
    await page.getByText(/Aino is on/).waitFor()
    expect(await page.locator('.age[data-kind="live"]').count()).toBeGreaterThanOrEqual(1)
    expect(await accessibilityFaults(page)).toEqual([])
    await keepPicture(page, `home-${size}-${look.colorScheme}`)
  },
)
