import type { DeliveryEvent, LocationFix } from '@doorstep/contracts'
import { destinationPoint } from '@doorstep/geo'
import { aDelivery, aDeliveryEvent, aFix } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { afterEvents, afterFixes } from './advance.ts'
import { APPROACHING_DWELL_MS } from './approaching.ts'
import { unknownDelivery, type WatchedDelivery } from './watched-delivery.ts'

const PICKED_UP_AT = 1_700_000_060_000
const ENDED_AT = 1_700_000_660_000
/** When events are read. */
const NOW = 1_700_000_061_000

const onItsWay = aDelivery({ status: 'picked-up', riderId: 'r-1', pickedUpAt: PICKED_UP_AT })
const pickedUp = aDeliveryEvent({ type: 'picked-up', version: 3, at: PICKED_UP_AT, delivery: onItsWay })
const delivered = aDeliveryEvent({
  type: 'delivered',
  version: 4,
  at: ENDED_AT,
  delivery: { ...onItsWay, status: 'delivered', endedAt: ENDED_AT },
})

function deliveryAfter(...events: DeliveryEvent[]): WatchedDelivery {
  const [delivery] = afterEvents([unknownDelivery('d-1')], events, NOW).changed
  return delivery ?? unknownDelivery('d-1')
}

function fixAt(recordedAt: number, metres: number, fields: Partial<LocationFix> = {}): LocationFix {
  return aFix({ ...destinationPoint(onItsWay.dropoff, 200, metres), recordedAt, ...fields })
}

function notifiedBy(delivery: WatchedDelivery, ...fixes: LocationFix[]) {
  return afterFixes([delivery], fixes).notifications.map(({ kind, at }) => ({ kind, at }))
}

describe('afterEvents', () => {
  it('notifies of a pickup and of a delivery at the time they happened', () => {
    const { notifications } = afterEvents([unknownDelivery('d-1')], [pickedUp, delivered], NOW)
    expect(notifications).toEqual([
      {
        notificationId: 'd-1_picked-up_1',
        deliveryId: 'd-1',
        kind: 'picked-up',
        occurrence: 1,
        at: PICKED_UP_AT,
      },
      {
        notificationId: 'd-1_delivered_1',
        deliveryId: 'd-1',
        kind: 'delivered',
        occurrence: 1,
        at: ENDED_AT,
      },
    ])
  })

  it.each([
    ['failed', ['failed']],
    ['cancelled', []],
  ] as const)('tells of a delivery that %s: %j', (status, kinds) => {
    const ended = { ...onItsWay, status, endedAt: ENDED_AT }
    const event = aDeliveryEvent({ type: status, version: 4, delivery: ended })
    const { notifications } = afterEvents([deliveryAfter(pickedUp)], [event], NOW)
    expect(notifications.map(({ kind }) => kind)).toEqual(kinds)
  })

  it('tells of each rider that a delivery is given to', () => {
    const assignedTo = (riderId: string, version: number) =>
      aDeliveryEvent({
        type: 'assigned',
        version,
        delivery: aDelivery({ riderId, assignedAt: 1_000 * version }),
      })
    const unassigned = aDeliveryEvent({ type: 'unassigned', version: 3, delivery: aDelivery() })
    const events = [assignedTo('r-1', 2), unassigned, assignedTo('r-2', 4)]
    expect(afterEvents([unknownDelivery('d-1')], events, NOW).notifications).toMatchObject([
      { notificationId: 'd-1_assigned_1', at: 2_000 },
      { notificationId: 'd-1_assigned_2', at: 4_000 },
    ])
  })

  it('changes nothing when an event comes again, or after a newer one', () => {
    const known = deliveryAfter(pickedUp, delivered)
    expect(afterEvents([known], [delivered, pickedUp], NOW)).toEqual({ changed: [], notifications: [] })
  })

  it('makes up for an event that was lost by the next one', () => {
    const { notifications } = afterEvents([unknownDelivery('d-1')], [delivered], NOW)
    expect(notifications.map(({ kind }) => kind)).toEqual(['picked-up', 'delivered'])
  })

  it('forgets the rider of a delivery that was unassigned', () => {
    const assigned = aDeliveryEvent({ type: 'assigned', version: 2, delivery: aDelivery({ riderId: 'r-1' }) })
    const unassigned = aDeliveryEvent({ type: 'unassigned', version: 3, delivery: aDelivery() })
    expect(deliveryAfter(assigned).riderId).toBe('r-1')
    expect(deliveryAfter(assigned, unassigned).riderId).toBeUndefined()
  })
})

describe('afterFixes', () => {
  const carried = deliveryAfter(pickedUp)
  const ended = deliveryAfter(pickedUp, delivered)
  const T = PICKED_UP_AT + 60_000

  it('notifies of the approach and of the arrival at the time they were recorded', () => {
    const ride = [
      fixAt(T, 500),
      fixAt(T + 40_000, 250),
      fixAt(T + 45_000, 230),
      fixAt(T + 90_000, 10),
      fixAt(T + 100_000, 5),
    ]
    expect(notifiedBy(carried, ...ride)).toEqual([
      { kind: 'approaching', at: T + 40_000 },
      { kind: 'arrived', at: T + 90_000 },
    ])
  })

  it.each([
    ['from just before the pickup', PICKED_UP_AT - 1, []],
    ['from the pickup', PICKED_UP_AT, ['approaching']],
    ['until the end', ENDED_AT - APPROACHING_DWELL_MS, ['approaching']],
    ['until just after the end', ENDED_AT + 1 - APPROACHING_DWELL_MS, []],
  ])('near the door %s notifies of %j, whenever it is read', (_when, from, kinds) => {
    const near = [fixAt(from, 100), fixAt(from + APPROACHING_DWELL_MS, 100)]
    expect(notifiedBy(ended, ...near).map(({ kind }) => kind)).toEqual(kinds)
  })

  const nearUntil = (at: number) => [fixAt(at - APPROACHING_DWELL_MS, 100), fixAt(at, 100)]

  it('never notifies for late fixes, though they are the first near the door', () => {
    expect(notifiedBy(carried, fixAt(T, 500), ...nearUntil(T - 1))).toEqual([])
  })

  it('never notifies for late fixes after the stream has passed the end', () => {
    expect(notifiedBy(ended, fixAt(ENDED_AT + 1, 100), ...nearUntil(ENDED_AT))).toEqual([])
  })

  it('changes nothing when a fix comes again', () => {
    const [afterFirst] = afterFixes([carried], [fixAt(T, 500)]).changed
    expect(afterFixes([afterFirst ?? carried], [fixAt(T, 500)])).toEqual({ changed: [], notifications: [] })
  })

  it('notifies of nothing twice when the rider doubles back', () => {
    const there = [fixAt(T, 250), fixAt(T + 5_000, 230), fixAt(T + 30_000, 10), fixAt(T + 40_000, 5)]
    const back = [fixAt(T + 100_000, 800), fixAt(T + 160_000, 250), fixAt(T + 190_000, 10)]
    const [before] = afterFixes([carried], there).changed
    expect(notifiedBy(before ?? carried, ...back, fixAt(T + 200_000, 5))).toEqual([])
  })

  it('tells apart the deliveries of one rider, and the riders', () => {
    const other = { ...carried, deliveryId: 'd-2', dropoff: destinationPoint(onItsWay.dropoff, 90, 2_000) }
    const foreign = { ...carried, deliveryId: 'd-3', riderId: 'r-2' }
    const { notifications } = afterFixes([carried, other, foreign], nearUntil(T))
    expect(notifications.map(({ deliveryId }) => deliveryId)).toEqual(['d-1'])
  })

  it('lets go of a delivery once no fix can matter to it', () => {
    const arrival = [fixAt(T, 10), fixAt(T + 10_000, 10)]
    expect(afterFixes([carried], arrival).changed).toMatchObject([{ over: true }])
    expect(afterFixes([ended], [fixAt(ENDED_AT + 1, 900)]).changed).toMatchObject([{ over: true }])
  })
})
