import { aDelivery, aDeliveryEvent } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { newestRecords } from './delivery-record.ts'

it('keeps the newest of each delivery, whatever the order', () => {
  const event = (deliveryId: string, version: number) =>
    aDeliveryEvent({ version, delivery: aDelivery({ deliveryId, createdAt: version }) })
  const records = newestRecords([event('d-1', 2), event('d-2', 1), event('d-1', 3), event('d-1', 1)])
  expect(records.map(({ deliveryId, version, createdAt }) => [deliveryId, version, createdAt])).toEqual([
    ['d-1', 3, 3],
    ['d-2', 1, 1],
  ])
})

it('keeps no place, no name and no contact', () => {
  const delivery = aDelivery({
    status: 'delivered',
    riderId: 'r-1',
    riderName: 'Aino',
    customer: { name: 'Väinö' },
    webhook: { url: 'https://shop.example/hook' },
    route: { points: [], distanceM: 1, durationMs: 1 },
    endedAt: 2,
  })
  expect(newestRecords([aDeliveryEvent({ version: 7, delivery })])).toEqual([
    {
      version: 7,
      deliveryId: 'd-1',
      status: 'delivered',
      riderId: 'r-1',
      createdAt: delivery.createdAt,
      endedAt: 2,
    },
  ])
})
