import { deliveryWatches, type OpenDelivery, riderAssignments, WATCH_LEASE_MS } from '@doorstep/contracts'
import { anOpenDelivery, until } from '@doorstep/testing'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type IngestUnderTest, ingestUnderTest } from './ingest-under-test.ts'

let ingest: IngestUnderTest
beforeAll(async () => {
  ingest = await ingestUnderTest(inject('kafkaBrokers'))
  await ingest.service.start()
})
afterAll(async () => ingest.service.stop())

/** Some two kilometres from both places of the delivery. */
const farAway = { lat: 60.15, lon: 24.94 }
const asked = async (riderId: string, process = ingest): Promise<number> =>
  (await process.post(riderId, { ...farAway, recordedAt: Date.now() })).body.nextPingMs
const askedOnce = (riderId: string, ms: number) => until(async () => (await asked(riderId)) === ms)

const carries = (riderId: string, ...deliveries: OpenDelivery[]) =>
  ingest.publisher.publish(riderAssignments, { riderId, deliveries, updatedAt: Date.now() })
const watched = (deliveryId: string, forMs: number) =>
  ingest.publisher.publish(deliveryWatches, {
    deliveryId,
    gatewayId: 'g-1',
    watchedUntil: Date.now() + forMs,
  })

it('a rider reports more often from assignment to pickup to a customer who looks, and less often again', async () => {
  expect(await asked('r-1')).toBe(30_000)
  await carries('r-1', anOpenDelivery({ deliveryId: 'd-1', status: 'assigned' }))
  await askedOnce('r-1', 20_000)
  await carries('r-1', anOpenDelivery({ deliveryId: 'd-1', status: 'picked-up' }))
  await askedOnce('r-1', 5_000)
  await watched('d-1', WATCH_LEASE_MS)
  await askedOnce('r-1', 1_000)
  await watched('d-1', 0)
  await askedOnce('r-1', 5_000)
  await carries('r-1')
  await askedOnce('r-1', 30_000)
})

it('nobody has to say that a watch is over: a gateway that was killed is forgotten', async () => {
  await carries('r-2', anOpenDelivery({ deliveryId: 'd-2' }))
  await watched('d-2', 5_000)
  await askedOnce('r-2', 1_000)
  await askedOnce('r-2', 5_000)
})

it('a process that starts later knows who is watched before it answers', async () => {
  await carries('r-3', anOpenDelivery({ deliveryId: 'd-3' }))
  await watched('d-3', WATCH_LEASE_MS)
  const later = await ingestUnderTest(inject('kafkaBrokers'), ingest.topicPrefix)
  await later.service.start()
  try {
    expect(await asked('r-3', later)).toBe(1_000)
  } finally {
    await later.service.stop()
  }
})
