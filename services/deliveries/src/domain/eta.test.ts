import { deliveryStatuses } from '@doorstep/contracts'
import { aDelivery } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { etaAt } from './eta.ts'
import { CYCLING_MPS, straightRoute } from './straight-route.ts'

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

it('takes a bicycle’s time for a straight route, of positions only', () => {
  const straight = straightRoute({ ...pickup }, dropoff)
  expect(straight.points).toEqual([pickup, dropoff])
  expect(straight.distanceM).toBeCloseTo(762.6, 0)
  expect(straight.durationMs).toBe(Math.round((straight.distanceM / CYCLING_MPS) * 1000))
})
