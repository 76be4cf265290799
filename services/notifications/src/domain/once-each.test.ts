import type { DeliveryEvent, DeliveryNotification, LocationFix } from '@doorstep/contracts'
import { destinationPoint } from '@doorstep/geo'
import { aDelivery, aDeliveryEvent, aFix } from '@doorstep/testing'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Advance, afterEvents, afterFixes, afterTime } from './advance.ts'
import { unknownDelivery, type WatchedDelivery } from './watched-delivery.ts'

const START = 1_700_000_000_000
const LONGEST_RIDE_S = 300

interface Ride {
  readonly events: readonly DeliveryEvent[]
  /** As the log has them: some twice, some late. */
  readonly fixes: readonly LocationFix[]
}

/** Stretches of a log as a group reads it that crashes and is rebalanced: each begins at or before the end of the last. */
type Readings = readonly (readonly [from: number, to: number])[]

const fix = fc
  .record({
    second: fc.nat(LONGEST_RIDE_S),
    metres: fc.oneof(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 400 })),
    accuracyM: fc.integer({ min: 3, max: 90 }),
  })
  .map(({ second, metres, accuracyM }) =>
    aFix({
      ...destinationPoint(aDelivery().dropoff, 90, metres),
      accuracyM,
      recordedAt: START + 1_000 * second,
      receivedAt: START + 1_000 * second + 250,
    }),
  )

const ride: fc.Arbitrary<Ride> = fc
  .record({
    pickup: fc.nat(LONGEST_RIDE_S / 2),
    took: fc.integer({ min: 1, max: LONGEST_RIDE_S }),
    fixes: fc.array(fix, { maxLength: 60 }),
    upload: fc.constantFrom('in order', 'as it comes'),
    again: fc.array(fc.nat(), { maxLength: 10 }),
  })
  .map(({ pickup, took, fixes, upload, again }) => {
    const pickedUpAt = START + 1_000 * pickup
    const endedAt = pickedUpAt + 1_000 * took
    const log = upload === 'in order' ? fixes.toSorted((a, b) => a.recordedAt - b.recordedAt) : fixes
    return { events: eventsOf(pickedUpAt, endedAt), fixes: again.reduce(withRepeat, log) }
  })

/** A producer that was not answered sends up to three again. */
function withRepeat(log: readonly LocationFix[], at: number): readonly LocationFix[] {
  const end = at % (log.length + 1)
  return log.toSpliced(end, 0, ...log.slice(Math.max(0, end - 3), end))
}

function eventsOf(pickedUpAt: number, endedAt: number): DeliveryEvent[] {
  const { pickup, dropoff, createdAt } = aDelivery()
  const route = { points: [pickup, dropoff], distanceM: 900, durationMs: 200_000 }
  const assigned = aDelivery({ status: 'assigned', riderId: 'r-1', assignedAt: createdAt, route })
  const carried = aDelivery({ ...assigned, status: 'picked-up', pickedUpAt })
  const ended = aDelivery({ ...carried, status: 'delivered', endedAt })
  return [
    aDeliveryEvent(),
    aDeliveryEvent({ type: 'assigned', version: 2, at: createdAt, delivery: assigned }),
    aDeliveryEvent({ type: 'picked-up', version: 3, at: pickedUpAt, delivery: carried }),
    aDeliveryEvent({ type: 'delivered', version: 4, at: endedAt, delivery: ended }),
  ]
}

const afterEventsRead = (deliveries: readonly WatchedDelivery[], events: readonly DeliveryEvent[]) =>
  afterEvents(deliveries, events, START)

function readingsOf(length: number): fc.Arbitrary<Readings> {
  const step = fc.record({ ahead: fc.integer({ min: 1, max: 8 }), back: fc.nat(5) })
  return fc.array(step, { maxLength: 40 }).map((steps) => {
    const readings: [number, number][] = []
    let read = 0
    for (const { ahead, back } of steps) {
      const from = Math.max(0, read - back)
      readings.push([from, Math.min(length, from + ahead)])
      read = Math.max(read, from + ahead)
    }
    return [...readings, [Math.min(read, length), length]]
  })
}

function read<Seen>(
  delivery: WatchedDelivery,
  log: readonly Seen[],
  readings: Readings,
  advance: (deliveries: WatchedDelivery[], batch: readonly Seen[]) => Advance,
): { delivery: WatchedDelivery; notifications: DeliveryNotification[] } {
  const notifications: DeliveryNotification[] = []
  let after = delivery
  for (const [from, to] of readings) {
    const { changed, notifications: decided } = advance([after], log.slice(from, to))
    after = changed[0] ?? after
    notifications.push(...decided)
  }
  return { delivery: after, notifications }
}

const oneByOne = (log: readonly unknown[]): Readings => log.map((_, index) => [index, index + 1] as const)

it('the same ride gives the same notifications once each, however its log is split, repeated and read again', () => {
  const readRide = ride.chain((ridden) =>
    fc.tuple(fc.constant(ridden), readingsOf(ridden.events.length), readingsOf(ridden.fixes.length)),
  )
  fc.assert(
    fc.property(readRide, ([{ events, fixes }, eventReadings, fixReadings]) => {
      const simply = read(unknownDelivery('d-1'), events, oneByOne(events), afterEventsRead)
      const expected = read(simply.delivery, fixes, oneByOne(fixes), afterFixes)

      const known = read(unknownDelivery('d-1'), events, eventReadings, afterEventsRead)
      const followed = read(known.delivery, fixes, fixReadings, afterFixes)

      expect(known.notifications).toEqual(simply.notifications)
      expect(followed.notifications).toEqual(expected.notifications)
      const ids = [...known.notifications, ...followed.notifications].map((one) => one.notificationId)
      expect(new Set(ids).size).toBe(ids.length)
    }),
    { numRuns: 500 },
  )
})

it('a ride read while it happens gives what the same ride gives when it is read an hour later', () => {
  const inOrder = ride.map(({ events, fixes }) => ({
    events,
    fixes: fixes.toSorted((a, b) => a.recordedAt - b.recordedAt),
  }))
  fc.assert(
    fc.property(inOrder, ({ events, fixes }) => {
      const known = read(unknownDelivery('d-1'), events, oneByOne(events), afterEventsRead)
      const later = read(known.delivery, fixes, oneByOne(fixes), afterFixes)

      expect(live(events, fixes)).toEqual(kindsByTime([...known.notifications, ...later.notifications]))
    }),
  )
})

it('what a fix notifies of was recorded between pickup and end, by a fix that was not late', () => {
  fc.assert(
    fc.property(ride, ({ events, fixes }) => {
      const known = read(unknownDelivery('d-1'), events, oneByOne(events), afterEventsRead)
      const { pickedUpAt = Infinity, endedAt = Infinity } = known.delivery
      for (const { at } of read(known.delivery, fixes, oneByOne(fixes), afterFixes).notifications) {
        const before = fixes.slice(
          0,
          fixes.findIndex((one) => one.recordedAt === at),
        )
        expect(Math.max(...before.map((one) => one.recordedAt))).toBeLessThan(at)
        expect(at).toBeGreaterThanOrEqual(pickedUpAt)
        expect(at).toBeLessThanOrEqual(endedAt)
      }
    }),
    { numRuns: 500 },
  )
})

it('alarms are told once each, however often and by however many they are rung, and none of what has ended', () => {
  const momentsOf = fc.array(fc.record({ second: fc.nat(3_000), rung: fc.boolean() }), {
    minLength: 20,
    maxLength: 60,
  })
  fc.assert(
    fc.property(momentsOf, fc.nat(3_000), (moments, promised) => {
      const promisedAt = START + 1_000 * promised
      const pickup = aDelivery({ status: 'picked-up', riderId: 'r-1', pickedUpAt: START, promisedAt })
      const event = aDeliveryEvent({ type: 'picked-up', version: 2, at: START, delivery: pickup })
      let [delivery] = afterEventsRead([unknownDelivery('d-1')], [event]).changed
      const told: DeliveryNotification[] = []
      for (const { second, rung } of moments.toSorted((a, b) => a.second - b.second)) {
        const at = START + 1_000 * second
        const before = delivery ?? unknownDelivery('d-1')
        const { changed, notifications } = rung
          ? afterTime([before], () => at)
          : afterFixes([before], [aFix({ recordedAt: at, receivedAt: at })])
        delivery = changed[0] ?? before
        told.push(...notifications)
        for (const one of notifications) expect(one.at).toBeLessThanOrEqual(at)
        expect(afterTime([delivery], () => at).notifications).toEqual(rung ? [] : expect.anything())
      }
      expect(new Set(told.map(({ notificationId }) => notificationId)).size).toBe(told.length)

      const ended = aDelivery({ ...pickup, status: 'delivered', endedAt: START + 3_000_000 })
      const end = aDeliveryEvent({ type: 'delivered', version: 3, delivery: ended })
      const [over] = afterEventsRead(delivery === undefined ? [] : [delivery], [end]).changed
      expect(over?.wakeAt).toBeUndefined()
      expect(afterTime(over === undefined ? [] : [over], () => Infinity).notifications).toEqual([])
    }),
  )
})

function live(events: readonly DeliveryEvent[], fixes: readonly LocationFix[]) {
  let delivery = unknownDelivery('d-1')
  const notifications: DeliveryNotification[] = []
  const apply = (advance: Advance) => {
    delivery = advance.changed[0] ?? delivery
    notifications.push(...advance.notifications)
  }
  const waiting = [...events]
  for (const seen of fixes) {
    while (waiting[0] !== undefined && waiting[0].at <= seen.recordedAt) {
      apply(afterEventsRead([delivery], waiting.splice(0, 1)))
    }
    apply(afterFixes([delivery], [seen]))
  }
  apply(afterEventsRead([delivery], waiting))
  return kindsByTime(notifications)
}

function kindsByTime(notifications: readonly DeliveryNotification[]) {
  return notifications
    .map(({ kind, at }) => ({ kind, at }))
    .toSorted((a, b) => a.at - b.at || a.kind.localeCompare(b.kind))
}
