import type { WorkingRider } from '@doorstep/contracts'
import { describe, expect, it } from 'vitest'
import { aFixOf, aRider, aTask, MINUTE_MS, NOW } from '../standing/a-rider.ts'
import { nothingHeard, type OperationsView } from '../stream/operations-view.ts'
import { type Filter, listingOf } from './listing.ts'

const late = (riderId: string, byMs: number) =>
  aRider({ riderId, tasks: [aTask({ deliveryId: `of-${riderId}`, promisedAt: NOW - byMs })] })
const silent = (riderId: string, ageMs: number) => aRider({ riderId, fix: aFixOf(ageMs) })
const offRoute = (riderId: string, minutes: number) =>
  aRider({ riderId, tasks: [aTask({ offRouteSince: NOW - minutes * MINUTE_MS })] })
const free = aRider({ riderId: 'free', tasks: [] })
const fetching = aRider({ riderId: 'fetching', tasks: [aTask({ status: 'assigned' })] })
const waiting = (deliveryId: string, minutes: number) => ({
  ...aTask({ deliveryId }),
  createdAt: NOW - minutes * MINUTE_MS,
})

const everybody: readonly WorkingRider[] = [
  free,
  fetching,
  aRider({ riderId: 'b', name: 'Onni' }),
  aRider({ riderId: 'a', name: 'Onni' }),
  silent('silent', MINUTE_MS),
  silent('longer-silent', 2 * MINUTE_MS),
  offRoute('off-route', 1),
  offRoute('longer-off-route', 2),
  late('late', 1_000),
  late('later', 9_000),
]
const deliveries = [waiting('new', 1), waiting('old', 5)]
const view: OperationsView = {
  ...nothingHeard,
  riders: new Map(everybody.map((rider) => [rider.riderId, rider])),
  unassigned: new Map(deliveries.map((delivery) => [delivery.deliveryId, delivery])),
}

function listed(filter: Filter, text = ''): readonly string[] {
  const { entries } = listingOf(view, { filter, text, now: NOW })
  return entries.map((entry) => ('rider' in entry ? entry.rider.riderId : entry.waiting.deliveryId))
}

describe('the list', () => {
  it('begins with what needs somebody, and keeps its order otherwise', () => {
    expect(listed('all')).toEqual([
      ...['later', 'late', 'longer-silent', 'silent', 'longer-off-route', 'off-route'],
      ...['old', 'new'],
      ...['a', 'b', 'fetching', 'free'],
    ])
  })

  it.each([
    [
      'busy',
      ['later', 'late', 'longer-silent', 'silent', 'longer-off-route', 'off-route', 'a', 'b', 'fetching'],
    ],
    ['late', ['later', 'late']],
    ['silent', ['longer-silent', 'silent']],
    ['off-route', ['longer-off-route', 'off-route']],
    ['free', ['free']],
    ['waiting', ['old', 'new']],
  ] as const)('has of %s those alone', (filter, expected) => {
    expect(listed(filter)).toEqual(expected)
  })

  it.each([
    ['the beginning of a rider’s id', 'longer-s', ['longer-silent']],
    ['a delivery’s id, in any case', 'OF-LATER', ['later']],
    ['a name', 'onni', ['a', 'b']],
    ['several words, all of them', 'onni bulevardi', ['a', 'b']],
    ['nobody', 'onni nowhere', []],
    ['spaces', '  ', listed('all')],
  ])('finds by %s', (_what, text, expected) => {
    expect(listed('all', text)).toEqual(expected)
  })

  it('counts everything there is, whatever is listed', () => {
    const { counts } = listingOf(view, { filter: 'late', text: 'nobody', now: NOW })
    expect(counts).toEqual({ all: 12, busy: 9, late: 2, silent: 2, 'off-route': 2, free: 1, waiting: 2 })
  })
})
