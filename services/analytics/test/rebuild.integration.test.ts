import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { deliveryEvents, deliveryLocation } from '@doorstep/contracts'
import { aDelivery, aDeliveryEvent, aFix, until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { aPipeline, fixesOf, type Pipeline } from './pipeline.ts'

const command = fileURLToPath(new URL('../src/rebuild/main.ts', import.meta.url))

let pipeline: Pipeline
beforeEach(async () => {
  pipeline = await aPipeline({ kafkaBrokers: inject('kafkaBrokers'), databaseUrl: inject('databaseUrl') })
})
afterEach(() => pipeline.stop())

/** As the operator would, in a process of its own; what it logged. */
const rebuild = () =>
  promisify(execFile)(process.execPath, [command], {
    env: { ...process.env, ...pipeline.env(), LOG_LEVEL: 'info' },
  })

const tables = ['fixes', 'deliveries', 'rider_hours', 'cell_slots']

/** Of every row of every table, whatever order they were written in. */
async function checksums() {
  const sums = await Promise.all(
    tables.map(async (table) => {
      const [sum] = await pipeline.sql.unsafe(`
        select count(*)::integer as rows, md5(string_agg(row::text, e'\\n' order by row::text)) as md5 from ${table} as row`)
      return [table, { rows: sum?.rows, md5: sum?.md5 }]
    }),
  )
  return Object.fromEntries(sums)
}

const rows = async (table: string) => (await checksums())[table].rows
const has = (count: number, table: string) =>
  until(async () => (await rows(table)) >= count, { timeoutMs: 60_000 })

/** Riders who stand and ride, a few of their fixes late, a few twice; and deliveries that ended on the way. */
const moving = fixesOf(20, 100).map((fix, i) => ({ ...fix, lat: fix.lat + i / 1e6, speedMps: i % 7 }))
const late = moving.filter((_, i) => i % 9 === 0)
const inTime = moving.filter((_, i) => i % 9 !== 0)
const [oldest = 0] = moving.map(({ recordedAt }) => recordedAt)
const events = Array.from({ length: 10 }, (_, i) =>
  aDeliveryEvent({
    type: 'delivered',
    version: 4,
    delivery: aDelivery({
      deliveryId: `d-${i}`,
      riderId: `r-${i}`,
      status: 'delivered',
      pickedUpAt: oldest + i * 1_000,
      endedAt: oldest + i * 1_000 + 60_000,
    }),
  }),
)

it('tables that were emptied and filled from the topics again are the same to the byte', async () => {
  const service = await pipeline.startService()
  await pipeline.publisher.publishAll(deliveryLocation, [...inTime, ...inTime.slice(0, 300)])
  await pipeline.publisher.publishAll(deliveryEvents, events)
  await has(inTime.length, 'fixes')
  await pipeline.publisher.publishAll(deliveryLocation, late)
  await has(moving.length, 'fixes')
  await has(events.length, 'deliveries')
  await service.stop()
  const before = await checksums()
  expect(before.rider_hours.rows).toBeGreaterThanOrEqual(20)

  await rebuild()
  expect(Object.values(await checksums()).map((sum) => (sum as { rows: number }).rows)).toEqual([0, 0, 0, 0])

  await pipeline.startService()
  await has(moving.length, 'fixes')
  await has(events.length, 'deliveries')
  expect(await checksums()).toEqual(before)
})

it('is refused while the service runs, and nothing is lost', async () => {
  await pipeline.startService()
  await pipeline.publisher.publishAll(deliveryLocation, [aFix({ recordedAt: Date.now() })])
  await has(1, 'fixes')
  await expect(rebuild()).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('GROUP_IN_USE') })
  expect(await rows('fixes')).toBe(1)
})

it('is refused when the topic has lost its beginning, and nothing is lost', async () => {
  const service = await pipeline.startService()
  await pipeline.publisher.publishAll(deliveryLocation, [aFix({ recordedAt: Date.now() })])
  await has(1, 'fixes')
  await service.stop()
  const admin = pipeline.kafka.client.admin()
  await admin.connect()
  const topic = pipeline.kafka.prefixed(deliveryLocation.name)
  const ends = await admin.fetchTopicOffsets(topic)
  await admin.deleteTopicRecords({
    topic,
    partitions: ends.map(({ partition, high }) => ({ partition, offset: high })),
  })
  await admin.disconnect()
  await expect(rebuild()).rejects.toMatchObject({ code: 1, stdout: expect.stringContaining('TOPIC_CUT') })
  expect(await rows('fixes')).toBe(1)
})
