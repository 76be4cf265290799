import { type DeliveryEvent, deliveryEvents } from '@doorstep/contracts'
import { partitionFor } from '@doorstep/kafka'
import { aDelivery, aDeliveryEvent, until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { aPipeline, type Pipeline } from './pipeline.ts'

const CREATED = 1_700_000_000_000

let pipeline: Pipeline
beforeEach(async () => {
  pipeline = await aPipeline({ kafkaBrokers: inject('kafkaBrokers'), databaseUrl: inject('databaseUrl') })
})
afterEach(() => pipeline.stop())

const order = aDelivery({ deliveryId: 'd-1', createdAt: CREATED, promisedAt: CREATED + 9 })
const withRider = { ...order, status: 'assigned', riderId: 'r-1', assignedAt: CREATED + 1 } as const
const onItsWay = { ...withRider, status: 'picked-up', pickedUpAt: CREATED + 2 } as const
const delivered = { ...onItsWay, status: 'delivered', endedAt: CREATED + 3 } as const
const life: DeliveryEvent[] = [
  aDeliveryEvent({ type: 'created', version: 1, delivery: order }),
  aDeliveryEvent({ type: 'assigned', version: 2, delivery: withRider }),
  aDeliveryEvent({ type: 'unassigned', version: 3, delivery: order }),
  aDeliveryEvent({ type: 'assigned', version: 4, delivery: withRider }),
  aDeliveryEvent({ type: 'picked-up', version: 5, delivery: onItsWay }),
  aDeliveryEvent({ type: 'delivered', version: 6, delivery: delivered }),
]

const whole = {
  delivery_id: 'd-1',
  version: 6,
  status: 'delivered',
  rider_id: 'r-1',
  created_at: new Date(CREATED),
  promised_at: new Date(CREATED + 9),
  assigned_at: new Date(CREATED + 1),
  picked_up_at: new Date(CREATED + 2),
  ended_at: new Date(CREATED + 3),
}

/** Ids of deliveries whose events share a partition with those of `d-1`. */
const neighbours = Array.from({ length: 200 }, (_, i) => `mark-${i}`).filter(
  (id) => partitionFor(id, deliveryEvents.partitions) === partitionFor('d-1', deliveryEvents.partitions),
)

/** Published, and handled: what comes after it in its partition has a row. */
async function handled(events: readonly DeliveryEvent[]): Promise<void> {
  const mark = aDelivery({ deliveryId: neighbours.pop() ?? 'none left' })
  await pipeline.publisher.publishAll(deliveryEvents, [...events, aDeliveryEvent({ delivery: mark })])
  await until(() =>
    pipeline.sql`select 1 from deliveries where delivery_id = ${mark.deliveryId}`.then(([row]) => row),
  )
}

/** With the transaction that wrote it last. */
const row = async () =>
  (await pipeline.sql`select xmin::text, * from deliveries where delivery_id = 'd-1'`)[0]

it('a delivery is as its newest event left it', async () => {
  await pipeline.startService()
  for (const [i, event] of life.entries()) {
    await handled([event])
    expect(await row()).toMatchObject({ version: i + 1, status: event.delivery.status })
  }
  expect(await row()).toMatchObject(whole)
})

it('what unassigning took away is gone', async () => {
  await pipeline.startService()
  await handled(life.slice(0, 2))
  await handled(life.slice(2, 3))
  expect(await row()).toMatchObject({ status: 'created', rider_id: null, assigned_at: null })
})

it('events that come in any order leave what the newest says', async () => {
  await pipeline.startService()
  await handled([life[3], life[0], life[5]].filter((event) => event !== undefined))
  await handled([life[4], life[1], life[2]].filter((event) => event !== undefined))
  expect(await row()).toMatchObject(whole)
})

it('events that come again change nothing', async () => {
  await pipeline.startService()
  await handled(life)
  const before = await row()
  await handled(life)
  await handled(life.toReversed())
  expect(await row()).toEqual(before)
})
