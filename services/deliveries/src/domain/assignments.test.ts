import { RiderAssignments } from '@doorstep/contracts'
import { aDelivery } from '@doorstep/testing'
import { Compile } from 'typebox/compile'
import { expect, it } from 'vitest'
import { assignmentsOf } from './assignments.ts'

const { pickup, dropoff } = aDelivery()
const route = { points: [pickup, dropoff], distanceM: 900, durationMs: 200_000 }
const dropoffOf = (deliveryId: string) =>
  ({ deliveryId, kind: 'dropoff', distanceM: 900, durationMs: 200_000, etaAt: 230_000 }) as const
const assigned = aDelivery({ status: 'assigned', riderId: 'r-1', riderName: 'Aino', route, assignedAt: 10 })

it('carries what joins a fix to a delivery: places, route, promise, times', () => {
  const onTheWay = { ...assigned, status: 'picked-up', promisedAt: 99, pickedUpAt: 20 } as const
  const record = assignmentsOf('r-1', [onTheWay], [dropoffOf('d-1')], { lastEndedAt: 5, updatedAt: 30 })
  expect(record).toEqual({
    riderId: 'r-1',
    deliveries: [
      {
        deliveryId: 'd-1',
        status: 'picked-up',
        pickup,
        dropoff,
        route,
        promisedAt: 99,
        assignedAt: 10,
        pickedUpAt: 20,
      },
    ],
    stops: [dropoffOf('d-1')],
    lastEndedAt: 5,
    updatedAt: 30,
  })
  expect(Compile(RiderAssignments).Check(record)).toBe(true)
})

it('tells nobody of the customer or the webhook', () => {
  const delivery = { ...assigned, customer: { name: 'Väinö' }, webhook: { url: 'https://shop.example/hook' } }
  const record = assignmentsOf('r-1', [delivery], [], { lastEndedAt: undefined, updatedAt: 30 })
  expect(JSON.stringify(record)).not.toMatch(/Väinö|shop\.example/)
})

it('has the deliveries in the order of their next stops, without what has ended', () => {
  const delivered = { ...assigned, deliveryId: 'd-2', status: 'delivered', endedAt: 25 } as const
  const second = { ...assigned, deliveryId: 'd-3' }
  const stops = [dropoffOf('d-3'), dropoffOf('d-1')]
  const record = assignmentsOf('r-1', [assigned, delivered, second], stops, {
    lastEndedAt: 25,
    updatedAt: 30,
  })
  expect(record.deliveries.map(({ deliveryId }) => deliveryId)).toEqual(['d-3', 'd-1'])
})

it('is an empty list, not an absence, when the last one ended', () => {
  expect(assignmentsOf('r-1', [], [], { lastEndedAt: 25, updatedAt: 30 })).toEqual({
    riderId: 'r-1',
    deliveries: [],
    stops: [],
    lastEndedAt: 25,
    updatedAt: 30,
  })
})
