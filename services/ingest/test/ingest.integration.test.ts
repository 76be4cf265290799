import {
  deliveryLocation,
  type Location,
  type LocationFix,
  type LocationReject,
  locationRejects,
  riderAssignments,
} from '@doorstep/contracts'
import { createConsumer, partitionFor, type Received, subscription } from '@doorstep/kafka'
import type { Service } from '@doorstep/runtime'
import { anOpenDelivery, until } from '@doorstep/testing'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type IngestUnderTest, ingestUnderTest } from './ingest-under-test.ts'

let ingest: IngestUnderTest
let reader: Service
const fixes: Received<LocationFix>[] = []
const rejects: Received<LocationReject>[] = []

beforeAll(async () => {
  ingest = await ingestUnderTest(inject('kafkaBrokers'))
  await ingest.service.start()
  reader = createConsumer(ingest.kafka, {
    groupId: 'reader',
    publisher: ingest.publisher,
    subscriptions: [
      subscription(deliveryLocation, async (batch) => void fixes.push(...batch)),
      subscription(locationRejects, async (batch) => void rejects.push(...batch)),
    ],
  })
  await reader.start()
})
afterAll(async () => {
  await reader.stop()
  await ingest.service.stop()
})

const here = (fields: Partial<Location> = {}): Location => ({
  lat: 60.17,
  lon: 24.94,
  recordedAt: Date.now(),
  accuracyM: 5,
  ...fields,
})
const of = <Event extends { riderId: string }>(records: readonly Received<Event>[], riderId: string) =>
  records.filter(({ event }) => event.riderId === riderId)

/** The rider's records, once there are so many. */
async function arrived<Event extends { riderId: string }>(
  records: readonly Received<Event>[],
  riderId: string,
  count: number,
): Promise<Received<Event>[]> {
  await until(() => of(records, riderId).length >= count)
  return of(records, riderId)
}

it('a fix that was answered with 202 is in the topic under the key of its rider', async () => {
  const location = here({ speedMps: 4, batteryPct: 71.5 })
  expect(await ingest.post('rider-key', location)).toMatchObject({ status: 202, body: { accepted: 1 } })
  const [record] = await arrived(fixes, 'rider-key', 1)
  expect(record).toMatchObject({
    key: 'rider-key',
    event: { ...location, riderId: 'rider-key', source: 'http' },
  })
})

it('fixes of one rider are in the topic in the order of the requests, though none waited for the one before', async () => {
  const began = Date.now()
  const requests = Array.from({ length: 40 }, (_, i) =>
    ingest.post('rider-order', {
      locations: Array.from({ length: 5 }, (_, j) => here({ recordedAt: began + 5 * i + j })),
    }),
  )
  expect((await Promise.all(requests)).map(({ status }) => status)).toEqual(requests.map(() => 202))
  const records = await arrived(fixes, 'rider-order', 200)
  expect(records.map(({ event }) => event.recordedAt - began)).toEqual(
    Array.from({ length: 200 }, (_, i) => i),
  )
  expect(new Set(records.map(({ partition }) => partition)).size).toBe(1)
})

it('a refused location is in the topic of rejects with its reason, and not among the fixes', async () => {
  const blurred = here({ accuracyM: 250 })
  const { body } = await ingest.post('rider-blurred', { locations: [blurred, here()] })
  expect(body).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: 'INACCURATE' }] })
  const [record] = await arrived(rejects, 'rider-blurred', 1)
  expect(record).toMatchObject({ key: 'rider-blurred', event: { code: 'INACCURATE', location: blurred } })
  expect(await arrived(fixes, 'rider-blurred', 1)).toHaveLength(1)
})

it('a rider whose delivery ended a while ago is off duty as soon as the table says so, and leaves no trace', async () => {
  const duty = (fields: object) =>
    ingest.publisher.publish(riderAssignments, {
      riderId: 'rider-home',
      deliveries: [],
      updatedAt: 1,
      ...fields,
    })
  const answer = async () => (await ingest.post('rider-home', here())).body

  expect(await answer()).toMatchObject({ accepted: 1 })
  await arrived(fixes, 'rider-home', 1)
  await duty({ lastEndedAt: Date.now() - 16 * 60_000 })
  const refused = await until(async () => {
    const body = await answer()
    return body.accepted === 0 && body
  })
  expect(refused.rejected).toEqual([{ index: 0, code: 'OFF_DUTY' }])

  await duty({
    lastEndedAt: Date.now() - 16 * 60_000,
    deliveries: [anOpenDelivery({ assignedAt: Date.now() })],
  })
  const marked = here({ batteryPct: 1 })
  await until(async () => (await ingest.post('rider-home', marked)).body.accepted === 1)
  await until(() => of(fixes, 'rider-home').some(({ event }) => event.batteryPct === 1))
  expect(of(rejects, 'rider-home')).toEqual([])
})

it('an assignment record that comes again after a newer one changes nobody’s duty', async () => {
  const neighbour = onThePartitionOf('rider-stale')
  const lastEndedAt = Date.now() - 3_600_000
  const record = (riderId: string, updatedAt: number, ended: object) =>
    ingest.publisher.publish(riderAssignments, { riderId, deliveries: [], updatedAt, ...ended })
  await record('rider-stale', 2, { lastEndedAt })
  await record('rider-stale', 1, {})
  await record(neighbour, 1, { lastEndedAt })
  await until(async () => (await ingest.post(neighbour, here())).body.accepted === 0)
  expect((await ingest.post('rider-stale', here())).body).toMatchObject({ accepted: 0 })
})

/** Somebody whose records come after those of the rider. */
function onThePartitionOf(riderId: string): string {
  const partition = (id: string) => partitionFor(id, riderAssignments.partitions)
  for (let i = 0; ; i += 1) if (partition(`rider-${i}`) === partition(riderId)) return `rider-${i}`
}

it('a process that starts later knows who is off duty before it takes anything', async () => {
  await ingest.publisher.publish(riderAssignments, {
    riderId: 'rider-known',
    deliveries: [],
    lastEndedAt: Date.now() - 3_600_000,
    updatedAt: 1,
  })
  const later = await ingestUnderTest(inject('kafkaBrokers'), ingest.topicPrefix)
  await later.service.start()
  try {
    const { body } = await later.post('rider-known', here())
    expect(body.rejected).toEqual([{ index: 0, code: 'OFF_DUTY' }])
  } finally {
    await later.service.stop()
  }
})

it('a process that starts later knows where each rider was last, and the newest of what came late', async () => {
  const now = Date.now()
  const start = here({ recordedAt: now - 10_000 })
  const late = here({ lat: 61, recordedAt: now - 3_600_000 })
  await ingest.post('rider-moving', { locations: [start, late] })
  const later = await ingestUnderTest(inject('kafkaBrokers'), ingest.topicPrefix)
  await later.service.start()
  try {
    const [jump, step] = [here({ lat: 60.27, recordedAt: now }), here({ lat: 60.171, recordedAt: now })]
    const { body } = await later.post('rider-moving', { locations: [jump, step] })
    expect(body).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: 'IMPLAUSIBLE_SPEED' }] })
  } finally {
    await later.service.stop()
  }
})

it('is ready, and counts what it took by outcome', async () => {
  expect(await ingest.get('/readyz')).toMatchObject({ status: 200 })
  const { text } = await ingest.get('/metrics')
  expect(text).toMatch(/doorstep_ingest_locations_total\{outcome="INACCURATE",.*\} 1\n/)
  expect(text).toMatch(/doorstep_ingest_ack_duration_seconds_count\{.*\} [1-9]/)
})
