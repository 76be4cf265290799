import type { DeliveryStatus } from '@doorstep/contracts'
import { expect, it } from 'vitest'
import { type DemoDelivery, worthACard } from './cards.ts'

const NOW = 1_700_000_000_000
const place = { lat: 60.17, lon: 24.94 }

function delivery(
  deliveryId: string,
  status: DeliveryStatus,
  fields: Partial<DemoDelivery> = {},
): DemoDelivery {
  return {
    deliveryId,
    status,
    pickup: place,
    dropoff: place,
    createdAt: NOW,
    trackingToken: deliveryId,
    ...fields,
  }
}

const ids = (deliveries: readonly DemoDelivery[]) =>
  worthACard(deliveries, NOW).map(({ deliveryId }) => deliveryId)

it('puts what is on the road before what is in the kitchen', () => {
  expect(ids([delivery('a', 'created'), delivery('b', 'assigned'), delivery('c', 'picked-up')])).toEqual([
    'c',
    'b',
    'a',
  ])
})

it('puts the newest first: what nobody ever ended must not hide the living', () => {
  const old = delivery('old', 'picked-up', { createdAt: NOW - 60_000 })
  expect(ids([old, delivery('new', 'picked-up')])).toEqual(['new', 'old'])
})

it.each([
  [59_000, ['d']],
  [60_000, []],
])('shows a receipt that is %d ms old: %j', (age, shown) => {
  expect(ids([delivery('d', 'delivered', { endedAt: NOW - age })])).toEqual(shown)
})

it('shows a dozen at most', () => {
  const many = Array.from({ length: 40 }, (_, index) => delivery(`d-${index}`, 'picked-up'))
  expect(ids(many)).toHaveLength(12)
})
