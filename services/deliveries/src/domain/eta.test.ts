import { deliveryStatuses } from '@doorstep/contracts'
import { aDelivery } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { etaAt } from './eta.ts'

const { pickup, dropoff } = aDelivery()
const route = { points: [pickup, dropoff], distanceM: 900, durationMs: 200_000 }
const times = { assignedAt: 1_000, pickedUpAt: 5_000 }

it('counts the route from the assignment, then from the pick-up', () => {
  expect(etaAt(aDelivery({ status: 'assigned', route, assignedAt: 1_000 }))).toBe(201_000)
  expect(etaAt(aDelivery({ status: 'picked-up', route, ...times }))).toBe(205_000)
})

it.each(deliveryStatuses.filter((status) => status !== 'assigned' && status !== 'picked-up'))(
  'is unknown for one that is %s',
  (status) => {
    expect(etaAt(aDelivery({ status, route, ...times }))).toBeUndefined()
  },
)
