import {
  type DeliveryEvent,
  DeliveryEvent as DeliveryEventSchema,
  deliveryEventTypes,
  deliveryStatuses,
  endedStatuses,
  endReasons,
} from '@doorstep/contracts'
import { aDelivery } from '@doorstep/testing'
import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { expect, it } from 'vitest'
import { assignmentsOf } from './assignments.ts'
import { type DeliveryState, ordered } from './delivery.ts'
import { assign, reassign, report, type Transition } from './transition.ts'

const START = 1_700_000_000_000
const { pickup, dropoff } = aDelivery()
const route = { points: [pickup, dropoff], distanceM: 900, durationMs: 200_000 }

type Step = (state: DeliveryState, now: number) => Transition

const riderId = fc.constantFrom('r-1', 'r-2')
/** Any status, mostly one that goes on: else most histories would be short and cancelled. */
const status = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('picked-up' as const, 'delivered' as const, 'failed' as const) },
  { weight: 1, arbitrary: fc.constantFrom(...deliveryStatuses) },
)
const assigning = riderId.map(
  (id): Step =>
    (state, now) =>
      assign(state, { riderId: id }, route, now),
)
const reassigning = riderId.map(
  (id): Step =>
    (state, now) =>
      reassign(state, { riderId: id }, route, now),
)
const reporting = fc
  .record(
    {
      status,
      agoMs: fc.integer({ min: -90_000, max: 90_000 }),
      reportedBy: riderId,
      reason: fc.constantFrom(...endReasons),
    },
    { requiredKeys: ['status'] },
  )
  .map(
    ({ agoMs, ...told }): Step =>
      (state, now) => {
        return report(state, agoMs === undefined ? told : { ...told, at: now - agoMs }, now)
      },
  )

/** Commands at times that mostly go on, and sometimes back, as clocks of several machines do. */
const steps = fc.array(
  fc.tuple(fc.oneof(assigning, reassigning, reporting), fc.integer({ min: -5_000, max: 60_000 })),
  {
    minLength: 10,
    maxLength: 40,
  },
)

const history = steps.map((taken) => {
  let now = START
  let last = ordered('d-1', { pickup, dropoff }, START)
  const events: DeliveryEvent[] = [last]
  for (const [step, elapsedMs] of taken) {
    now += elapsedMs
    const transition = step(last, now)
    if (!transition.ok) continue
    events.push(...transition.events)
    last = events.at(-1) ?? last
  }
  return events
})

const eventSchema = Compile(DeliveryEventSchema)

function everyHistory(rule: (events: readonly DeliveryEvent[]) => void): void {
  fc.assert(fc.property(history, rule), { numRuns: 500 })
}

it('is told of histories that reach every kind of event', () => {
  const types = fc
    .sample(history, { numRuns: 500, seed: 1 })
    .flatMap((events) => events.map(({ type }) => type))
  expect(new Set(types)).toEqual(new Set(deliveryEventTypes))
})

it('counts versions from 1 without a gap, and time never goes back', () => {
  everyHistory((events) => {
    expect(events.map(({ version }) => version)).toEqual(events.map((_, index) => index + 1))
    const times = events.map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })
})

it('never leaves an ended status', () => {
  everyHistory((events) => {
    const before = events.slice(0, -1).map(({ delivery }) => delivery.status)
    expect(before.filter((status) => endedStatuses.includes(status))).toEqual([])
  })
})

it('has rider, route and time of assignment together: all of them once assigned, none before', () => {
  everyHistory((events) => {
    for (const { delivery } of events) {
      const given = [delivery.riderId, delivery.route, delivery.assignedAt].filter((x) => x !== undefined)
      if (delivery.status === 'created') expect(given).toHaveLength(0)
      else if (delivery.status === 'cancelled') expect([0, 3]).toContain(given.length)
      else expect(given).toHaveLength(3)
    }
  })
})

it('has an end exactly when it ended, and a pick-up exactly from then on', () => {
  everyHistory((events) => {
    const pickedUp = events.find(({ type }) => type === 'picked-up')
    for (const { delivery, at, version } of events) {
      expect(delivery.endedAt).toBe(endedStatuses.includes(delivery.status) ? at : undefined)
      expect(delivery.pickedUpAt).toBe(pickedUp && version >= pickedUp.version ? pickedUp.at : undefined)
    }
  })
})

it('has a reason only of what failed or was cancelled', () => {
  everyHistory((events) => {
    for (const { delivery } of events)
      if (delivery.endReason !== undefined) expect(['failed', 'cancelled']).toContain(delivery.status)
  })
})

it('makes only events that the topic accepts', () => {
  everyHistory((events) => {
    for (const event of events) expect(eventSchema.Check(event)).toBe(true)
  })
})

it('is among its rider’s open deliveries exactly while assigned or picked up', () => {
  everyHistory((events) => {
    for (const { delivery } of events) {
      const { deliveries } = assignmentsOf('r-1', [delivery], [], { lastEndedAt: undefined, updatedAt: 1 })
      expect(deliveries.length).toBe(['assigned', 'picked-up'].includes(delivery.status) ? 1 : 0)
    }
  })
})
