import { merchantKinds, TRACKING_GRACE_MS } from '@doorstep/contracts'
import { aDelivery, aDeliveryEvent } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import {
  afterEvent,
  afterNotification,
  FORGOTTEN_AFTER_MS,
  isForgotten,
  type LiveDelivery,
} from './live-delivery.ts'

function liveDelivery(fields: Parameters<typeof aDelivery>[0] = {}, at = 1_000): LiveDelivery {
  const delivery = afterEvent(undefined, aDeliveryEvent({ at, delivery: aDelivery(fields) }))
  if (delivery === undefined) throw new Error('a first event makes a delivery')
  return delivery
}

const arrived = { notificationId: 'n-1', deliveryId: 'd-1', kind: 'arrived', occurrence: 1, at: 7 } as const

describe('afterEvent', () => {
  it('keeps nothing that a customer may not know', () => {
    const { tracked } = liveDelivery({
      riderId: 'r-1',
      riderName: 'Aino',
      customer: { name: 'Eero' },
      webhook: { url: 'https://shop.example/hook' },
    })
    expect(tracked).toEqual({
      deliveryId: 'd-1',
      status: 'created',
      pickup: aDelivery().pickup,
      dropoff: aDelivery().dropoff,
      createdAt: aDelivery().createdAt,
      riderName: 'Aino',
    })
  })

  it.each([1, 2])('tells nothing new with version %i when 2 is known', (version) => {
    const known = { ...liveDelivery(), version: 2 }
    expect(afterEvent(known, aDeliveryEvent({ version }))).toBeUndefined()
  })

  it('keeps why a delivery failed, and nothing of what was noted beside', () => {
    const { tracked } = liveDelivery({
      status: 'failed',
      endReason: 'nobody-there',
      endNote: 'The code is 1234.',
    })
    expect(tracked.endReason).toBe('nobody-there')
    expect(JSON.stringify(tracked)).not.toContain('1234')
  })

  it('keeps the notifications that were given before', () => {
    const known = afterNotification(liveDelivery(), arrived)
    const next = afterEvent(known, aDeliveryEvent({ version: 2, type: 'delivered' }))
    expect(next?.notifications).toHaveLength(1)
  })
})

describe('afterNotification', () => {
  it('tells nothing new the second time', () => {
    const known = afterNotification(liveDelivery(), arrived)
    expect(known?.notifications).toEqual([{ notificationId: 'n-1', kind: 'arrived', at: 7 }])
    expect(known && afterNotification(known, arrived)).toBeUndefined()
  })

  it.each(merchantKinds)('keeps from the customer that a rider is %s', (kind) => {
    expect(afterNotification(liveDelivery(), { ...arrived, kind })).toBeUndefined()
  })
})

describe('isForgotten', () => {
  it.each([
    ['within the grace time', TRACKING_GRACE_MS, false],
    ['after the grace time', TRACKING_GRACE_MS + 1, true],
  ])('a delivery that ended, %s: %#', (_when, elapsed, forgotten) => {
    const delivery = liveDelivery({ status: 'delivered', endedAt: 5_000 })
    expect(isForgotten(delivery, 5_000 + elapsed)).toBe(forgotten)
  })

  it.each([
    ['for two days', FORGOTTEN_AFTER_MS, false],
    ['for longer', FORGOTTEN_AFTER_MS + 1, true],
  ])('an open delivery that nothing happened to %s: %#', (_when, elapsed, forgotten) => {
    expect(isForgotten(liveDelivery({}, 1_000), 1_000 + elapsed)).toBe(forgotten)
  })
})
