import type { Location, OpenDelivery } from '@doorstep/contracts'
import { destinationPoint } from '@doorstep/geo'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextPingMs, type Stop } from './reporting.ts'

const bounds = { minMs: 1_000, maxMs: 30_000 }
const here: Location = { lat: 60.17, lon: 24.94, recordedAt: 1_700_000_000_000 }
const stop = (status: OpenDelivery['status'], metresAway: number, isWatched = false): Stop => ({
  ...destinationPoint(here, 90, metresAway),
  status,
  isWatched,
})
const asked = (stops: readonly Stop[], fields: Partial<Location> = {}) =>
  nextPingMs({ ...here, ...fields }, stops, bounds)

describe('a rider is asked to report', () => {
  it.each<[what: string, stops: readonly Stop[], ms: number]>([
    ['as rarely as may be with nothing to deliver', [], 30_000],
    ['each 20 s a long way from the pickup', [stop('assigned', 2_001)], 20_000],
    ['more often closer to it', [stop('assigned', 1_500)], 15_000],
    ['each 10 s while waiting there', [stop('assigned', 0)], 10_000],
    ['each 5 s with a delivery on its way, far from the door', [stop('picked-up', 501)], 5_000],
    ['more often closer to the door', [stop('picked-up', 300)], 3_000],
    ['each 2 s at the door', [stop('picked-up', 0)], 2_000],
    ['as often as may be while a customer looks, however far off', [stop('picked-up', 9_000, true)], 1_000],
    ['no more often for a customer who looks before the pickup', [stop('assigned', 1_500, true)], 15_000],
    ['as the most urgent delivery wants', [stop('assigned', 1_000), stop('picked-up', 9_000, true)], 1_000],
  ])('%s', (_what, stops, ms) => {
    expect(asked(stops)).toBe(ms)
  })

  it('by the time it takes to the stop: the faster the more often, but a red light changes nothing', () => {
    expect(asked([stop('assigned', 3_000)], { speedMps: 10 })).toBe(15_000)
    expect(asked([stop('assigned', 1_500)], { speedMps: 0 })).toBe(asked([stop('assigned', 1_500)]))
  })

  it.each<[what: string, fields: Partial<Location>, ms: number]>([
    ['half as often from 20 % of battery down', { batteryPct: 20 }, 2_000],
    ['as always above', { batteryPct: 20.1 }, 1_000],
    ['as always while charging', { batteryPct: 5, charging: true }, 1_000],
    ['as always if the phone says nothing of its battery', {}, 1_000],
  ])('%s', (_what, fields, ms) => {
    expect(asked([stop('picked-up', 500, true)], fields)).toBe(ms)
  })

  it('at a fixed interval if the bounds leave no choice', () => {
    const fixed = { minMs: 5_000, maxMs: 5_000 }
    for (const stops of [[], [stop('picked-up', 10, true)]])
      expect(nextPingMs(here, stops, fixed)).toBe(5_000)
  })
})

describe('whatever the situation,', () => {
  const metres = fc.double({ min: 0, max: 50_000, noNaN: true })
  const aStop = fc.record({
    status: fc.constantFrom<OpenDelivery['status']>('assigned', 'picked-up'),
    metresAway: metres,
    isWatched: fc.boolean(),
  })
  const situation = fc.record({
    stops: fc.array(aStop, { maxLength: 4 }),
    speedMps: fc.option(fc.double({ min: 0, max: 60, noNaN: true }), { nil: undefined }),
    batteryPct: fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined }),
    charging: fc.option(fc.boolean(), { nil: undefined }),
  })
  type Situation = typeof situation extends fc.Arbitrary<infer S> ? S : never

  const askedIn = ({ stops, speedMps, batteryPct, charging }: Situation) =>
    asked(
      stops.map(({ status, metresAway, isWatched }) => stop(status, metresAway, isWatched)),
      {
        ...(speedMps !== undefined && { speedMps }),
        ...(batteryPct !== undefined && { batteryPct }),
        ...(charging !== undefined && { charging }),
      },
    )
  /** Rounding to places on a globe: one millisecond. */
  const neverLater = (changed: (before: Situation) => Situation) =>
    fc.assert(
      fc.property(situation, (before) => askedIn(changed(before)) <= askedIn(before) + 1),
      { numRuns: 1_000 },
    )

  it('it is a whole number of milliseconds within the bounds', () => {
    fc.assert(
      fc.property(situation, (now) => {
        const ms = askedIn(now)
        return Number.isInteger(ms) && ms >= bounds.minMs && ms <= bounds.maxMs
      }),
      { numRuns: 1_000 },
    )
  })

  it.each<[what: string, changed: (before: Situation) => Situation]>([
    [
      'nearer to the stops',
      (at) => ({ ...at, stops: at.stops.map((s) => ({ ...s, metresAway: s.metresAway * 0.7 })) }),
    ],
    ['watched', (at) => ({ ...at, stops: at.stops.map((s) => ({ ...s, isWatched: true })) })],
    ['with one delivery more', (at) => ({ ...at, stops: [...at.stops, ...at.stops.slice(0, 1)] })],
    ['faster', (at) => ({ ...at, speedMps: (at.speedMps ?? 0) + 3 })],
    ['charging', (at) => ({ ...at, charging: true })],
  ])('%s is never asked to report later', (_what, changed) => {
    neverLater(changed)
  })

  it('picked up is never asked to report later than on the way to the same pickup', () => {
    neverLater((at) => ({ ...at, stops: at.stops.map((s) => ({ ...s, status: 'picked-up' as const })) }))
  })
})
