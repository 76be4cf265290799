import { aDelivery } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { CYCLING_MPS } from './domain/route.ts'
import { createRouter } from './router.ts'

const { pickup, dropoff } = aDelivery()
const corner = { lat: pickup.lat, lon: dropoff.lon }

it('goes along the streets, for as long as a bicycle takes', async () => {
  const routeBetween = createRouter({
    findRoute: (from, to) => ({ points: [from, corner, to], distanceM: 900 * CYCLING_MPS }),
  })
  expect(await routeBetween(pickup, dropoff)).toEqual({
    points: [pickup, corner, dropoff],
    distanceM: 900 * CYCLING_MPS,
    durationMs: 900_000,
  })
})

it('goes straight where no street is known, from position to position', async () => {
  const routeBetween = createRouter({ findRoute: () => undefined })
  const route = await routeBetween({ ...pickup, address: 'Rautatientori' } as typeof pickup, dropoff)
  expect(route.points).toEqual([pickup, dropoff])
  expect(route.distanceM).toBeCloseTo(762.6, 0)
})
