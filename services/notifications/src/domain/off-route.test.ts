import type { LocationFix } from '@doorstep/contracts'
import { BACK_ON_ROUTE_METRES, destinationPoint, OFF_ROUTE_DWELL_MS, OFF_ROUTE_METRES } from '@doorstep/geo'
import { aDelivery, aFix } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { afterFixes } from './advance.ts'
import { unknownDelivery, type WatchedDelivery } from './watched-delivery.ts'

const T = 1_700_000_000_000
const { pickup } = aDelivery()
const end = destinationPoint(pickup, 90, 3_000)
const carried: WatchedDelivery = {
  ...unknownDelivery('d-1'),
  version: 3,
  riderId: 'r-1',
  dropoff: end,
  route: [pickup, end],
  pickedUpAt: T,
}
const along = destinationPoint(pickup, 90, 1_000)

type Sighting = Partial<LocationFix> & { afterMs: number; offM: number }

/** When the rider was found to be off the route, in milliseconds after the pickup. */
function timesOffRoute(sightings: readonly Sighting[], others: readonly WatchedDelivery[] = []): number[] {
  const fixes = sightings.map(({ afterMs, offM, ...measured }) =>
    aFix({ ...destinationPoint(along, 0, offM), recordedAt: T + afterMs, accuracyM: 10, ...measured }),
  )
  const { notifications } = afterFixes([carried, ...others], fixes)
  return notifications.filter(({ kind }) => kind === 'off-route').map(({ at }) => at - T)
}

const astray = (fromMs: number, offM = 300): Sighting[] => [
  { afterMs: fromMs, offM },
  { afterMs: fromMs + OFF_ROUTE_DWELL_MS, offM },
]

it.each([
  { offM: OFF_ROUTE_METRES + 9, accuracyM: 10, times: [] },
  { offM: OFF_ROUTE_METRES + 12, accuracyM: 10, times: [1_000] },
  { offM: OFF_ROUTE_METRES + 80, accuracyM: 90, times: [] },
])('$offM m off, accurate to $accuracyM m: $times', ({ offM, accuracyM, times }) => {
  const sightings = astray(1_000, offM).map((sighting) => ({ ...sighting, accuracyM }))
  expect(timesOffRoute(sightings)).toEqual(times)
})

it.each([
  [OFF_ROUTE_DWELL_MS - 1, []],
  [OFF_ROUTE_DWELL_MS, [0]],
])('is told after %i ms off it', (dwellMs, times) => {
  expect(
    timesOffRoute([
      { afterMs: 0, offM: 300 },
      { afterMs: dwellMs, offM: 300 },
    ]),
  ).toEqual(times)
})

it('is not told of a jump of the position', () => {
  const jumps = [0, 300, 5, 320, 10, 400].map((offM, index) => ({ afterMs: 20_000 * index, offM }))
  expect(timesOffRoute(jumps)).toEqual([])
})

it('is told again only after a return well inside the limit', () => {
  const between = { afterMs: 100_000, offM: BACK_ON_ROUTE_METRES }
  const back = { afterMs: 100_000, offM: BACK_ON_ROUTE_METRES - 15 }
  expect(timesOffRoute([...astray(0), between, ...astray(200_000)])).toEqual([0])
  expect(timesOffRoute([...astray(0), back, ...astray(200_000)])).toEqual([0, 200_000])
})

it('says nothing of a delivery that was carried along with another', () => {
  const other = { ...carried, deliveryId: 'd-2', endedAt: T + 5_000 }
  expect(timesOffRoute([{ afterMs: 1_000, offM: 0 }, ...astray(10_000)], [other])).toEqual([])
  expect(timesOffRoute(astray(10_000), [other])).toEqual([10_000])
})
