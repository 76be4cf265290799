import { type RiderAssignments, riderAssignments, riderKeys } from '@doorstep/contracts'
import { connectKafka, createPublisher } from '@doorstep/kafka'
import { silentLog, until } from '@doorstep/testing'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { straightRoute } from '../src/domain/route.ts'
import { rebuildTables } from '../src/rebuild/rebuild.ts'
import { createErasureStore, type Erased } from '../src/store/erasures.ts'
import { createWays } from '../src/ways.ts'
import { type DeliveriesApi, startApi } from './api.ts'
import { type Pipeline, startPipeline } from './pipeline.ts'

let api: DeliveriesApi
let pipeline: Pipeline
beforeAll(async () => {
  api = await startApi(inject('databaseUrl'))
  pipeline = await startPipeline(api.databaseUrl, inject('kafkaBrokers'))
})
afterAll(async () => {
  await pipeline.stop()
  await api.stop()
})

/** The topic as who follows it holds it: newer records only, deleted keys gone. */
function heldRecords(): Map<string, RiderAssignments> {
  const held = new Map<string, RiderAssignments>()
  for (const { key, event } of pipeline.assignments) {
    if (event === undefined) held.delete(key)
    else if (event.updatedAt >= (held.get(key)?.updatedAt ?? 0)) held.set(key, event)
  }
  return held
}

/** What it ought to be, as the API tells it. */
async function expectedOf(riderId: string) {
  const { stops } = (await api.get(`/v1/riders/${riderId}/stops`)).body
  const rows = await api.sql`select delivery_id, ended_at from deliveries where rider_id = ${riderId}`
  const ends = rows.flatMap(({ ended_at }) => ended_at?.getTime() ?? [])
  return {
    riderId,
    stops,
    open: rows
      .filter(({ ended_at }) => ended_at === null)
      .map(({ delivery_id }) => delivery_id)
      .toSorted(),
    lastEndedAt: ends.length === 0 ? undefined : Math.max(...ends),
  }
}

function toldOf(record: RiderAssignments | undefined) {
  if (record === undefined) return undefined
  const { riderId, stops, deliveries, lastEndedAt } = record
  return { riderId, stops, open: deliveries.map(({ deliveryId }) => deliveryId).toSorted(), lastEndedAt }
}

async function aRiderWith({ open, ended }: { open: number; ended: number }): Promise<string> {
  const { riderId } = await api.aRider()
  await give(riderId, { open, ended })
  return riderId
}

async function give(riderId: string, { open, ended }: { open: number; ended: number }): Promise<void> {
  for (let i = 0; i < open + ended; i += 1) {
    const { deliveryId } = await api.anOrder()
    await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })
    if (i >= open) await api.post(`/v1/deliveries/${deliveryId}/status`, { status: 'cancelled' })
  }
}

async function outboxIsEmpty(): Promise<boolean> {
  return (await api.sql`select from outbox limit 1`).length === 0
}

it('whatever is on the topics, afterwards they hold what Postgres does', async () => {
  const busy = await aRiderWith({ open: 3, ended: 1 })
  const forgotten = await aRiderWith({ open: 1, ended: 0 })
  const done = await aRiderWith({ open: 0, ended: 1 })
  const { riderId: idle } = await api.aRider()
  const { riderId: revoked } = await api.aRider()
  await api.delete(`/v1/riders/${revoked}/key`)
  await until(outboxIsEmpty)

  const kafka = connectKafka({
    clientId: 'vandal',
    brokers: inject('kafkaBrokers'),
    topicPrefix: pipeline.topicPrefix,
    log: silentLog,
  })
  const vandal = createPublisher(kafka)
  await vandal.start()
  const wrong = { deliveries: [], stops: [], updatedAt: Date.now() + 3_600_000 }
  await vandal.publishAll(
    riderAssignments,
    [busy, idle, 'stranger'].map((riderId) => ({ ...wrong, riderId })),
  )
  await vandal.retractAll(riderAssignments, [forgotten])
  await vandal.retractAll(riderKeys, [revoked])
  await vandal.stop()

  const ways = createWays(async (from, to) => straightRoute(from, to))
  const rebuilt = await rebuildTables({ sql: api.sql, kafka, planner: { ways, lastSeen: () => undefined } })
  expect(rebuilt).toEqual({ told: 3, retracted: 2, revocations: 1 })

  await until(outboxIsEmpty)
  await until(() => pipeline.validitiesOf(revoked).length === 2)
  await until(() => heldRecords().get(busy)?.deliveries.length === 3)
  await until(() => !heldRecords().has('stranger'))
  const held = heldRecords()
  expect([...held.keys()].toSorted()).toEqual([busy, forgotten, done].toSorted())
  for (const riderId of [busy, forgotten, done])
    expect(toldOf(held.get(riderId))).toEqual(await expectedOf(riderId))
  expect(pipeline.validitiesOf(revoked).at(-1)).toEqual({ riderId: revoked, validFrom: 1 })
})

it('a rider who is erased while it runs is passed over, and stays erased', async () => {
  await aRiderWith({ open: 1, ended: 0 })
  const last = 'zoe'
  await api.sql`insert into riders (rider_id, name, created_at) values (${last}, 'Zoe', now())`
  await give(last, { open: 0, ended: 1 })
  await api.delete(`/v1/riders/${last}/key`)
  await api.post(`/v1/riders/${last}/key`, {})
  await until(() => heldRecords().has(last))

  const erasures = createErasureStore(api.sql)
  let erased: Promise<Erased> | undefined
  const ways = createWays(async (from, to) => {
    erased ??= erasures.eraseRider(last, Date.now())
    await erased
    return straightRoute(from, to)
  })
  const kafka = connectKafka({
    clientId: 'rebuild',
    brokers: inject('kafkaBrokers'),
    topicPrefix: pipeline.topicPrefix,
    log: silentLog,
  })
  await rebuildTables({ sql: api.sql, kafka, planner: { ways, lastSeen: () => undefined } })
  expect(await erased).toEqual({ ok: true, deliveries: 1 })

  await until(() => !heldRecords().has(last))
  await until(() => pipeline.validitiesOf(last).length === 3)
  expect(pipeline.validitiesOf(last).map(({ validFrom }) => validFrom)).toEqual([1, 2, 2])
})
