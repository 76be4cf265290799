import { destinationPoint } from '@doorstep/geo'
import { expect, it } from 'vitest'
import type { Destination } from './domain/reporting.ts'
import { newestOf, nextPingFrom } from './next-ping.ts'

const NOW = 1_700_000_000_000
const here = { lat: 60.17, lon: 24.94, recordedAt: NOW }
const going = (deliveryId: string): Destination => ({
  deliveryId,
  status: 'picked-up',
  ...destinationPoint(here, 90, 2_000),
})

function asked(stops: readonly Destination[], locations = [here], watched: readonly string[] = []) {
  const nextPing = nextPingFrom({
    roster: { stopsOf: (riderId) => (riderId === 'r-1' ? stops : []) },
    watches: { isWatched: (deliveryId) => watched.includes(deliveryId) },
    bounds: { minMs: 1_000, maxMs: 30_000 },
  })
  return nextPing('r-1', newestOf(locations))
}

it('one watched delivery of several is enough', () => {
  const unwatched = asked([going('d-1'), going('d-2')])
  expect(asked([going('d-1'), going('d-2')], [here], ['d-2'])).toBe(1_000)
  expect(unwatched).toBeGreaterThan(1_000)
  expect(asked([going('d-1')], [here], ['d-9'])).toBe(unwatched)
})

it('a batch is judged by where the rider was last, whatever its order', () => {
  const atTheDoor = { ...destinationPoint(here, 90, 2_000), recordedAt: NOW }
  const before = { ...here, recordedAt: NOW - 600_000 }
  const near = asked([going('d-1')], [atTheDoor])
  expect(asked([going('d-1')], [before, atTheDoor])).toBe(near)
  expect(asked([going('d-1')], [atTheDoor, before])).toBe(near)
  expect(asked([going('d-1')], [before])).toBeGreaterThan(near)
})

it('a report without any location is no reason to hurry', () => {
  expect(asked([going('d-1')], [])).toBe(30_000)
})
