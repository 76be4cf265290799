import { deliveryLocation, type LocationFix } from '@doorstep/contracts'
import { followTopic } from '@doorstep/kafka'
import { aFix, until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it, onTestFinished } from 'vitest'
import { dayOf, partitionOf } from '../src/domain/day.ts'
import { aPipeline, fixesOf, identities, type Pipeline } from './pipeline.ts'

const DAY_MS = 24 * 3600 * 1000

let pipeline: Pipeline
beforeEach(async () => {
  pipeline = await aPipeline({ kafkaBrokers: inject('kafkaBrokers'), databaseUrl: inject('databaseUrl') })
})
afterEach(() => pipeline.stop())

const hasRows = (count: number) =>
  until(async () => (await pipeline.rows()).length >= count, { timeoutMs: 30_000 })

it('every acknowledged fix is one row, with all that the phone said', async () => {
  const full = aFix({
    riderId: 'r-full',
    recordedAt: Date.now(),
    receivedAt: Date.now() + 120,
    lat: 60.123456789012,
    lon: -24.9,
    speedMps: 4.25,
    bearingDeg: 359.9,
    altitudeM: -1.5,
    batteryPct: 71.5,
    charging: false,
  })
  const bare = aFix({ riderId: 'r-bare', recordedAt: full.recordedAt })
  delete bare.accuracyM
  await pipeline.startService()
  await pipeline.publisher.publishAll(deliveryLocation, [full, bare])
  await hasRows(2)
  const [bareRow, fullRow] = await pipeline.sql`
    select *, (extract(epoch from recorded_at) * 1000)::float8 as recorded_ms from fixes order by rider_id`
  expect(fullRow).toMatchObject({
    rider_id: 'r-full',
    recorded_ms: full.recordedAt,
    received_at: new Date(full.receivedAt),
    lat: full.lat,
    lon: full.lon,
    accuracy_m: 5,
    speed_mps: 4.25,
    bearing_deg: 359.9,
    altitude_m: -1.5,
    battery_pct: 71.5,
    charging: false,
    source: 'http',
  })
  expect(bareRow).toMatchObject({ accuracy_m: null, speed_mps: null, charging: null })
})

it('a fix that is published twice, in one batch or later, is one row, and the first one counts', async () => {
  const fixes = fixesOf(20, 25)
  await pipeline.publisher.publishAll(deliveryLocation, [...fixes, ...fixes])
  await pipeline.startService()
  await hasRows(fixes.length)
  const again = fixes.map((fix) => ({ ...fix, lat: 0, receivedAt: fix.receivedAt + 60_000 }))
  const last = aFix({ riderId: 'r-0', recordedAt: Date.now() + 1_000 })
  await pipeline.publisher.publishAll(deliveryLocation, [...again, ...fixesOf(20, 1), last])
  await until(async () => identities(await pipeline.rows()).includes(`r-0 ${last.recordedAt}`))
  const rows = identities(await pipeline.rows())
  expect(rows).toEqual([...new Set(rows)])
  expect(rows).toEqual(expect.arrayContaining(identities(fixes)))
  expect(await pipeline.sql`select 1 from fixes where lat = 0`).toHaveLength(0)
})

it('a fix of three days ago lands in the partition of its day', async () => {
  const now = Date.now()
  const late = aFix({ riderId: 'r-late', recordedAt: now - 3 * DAY_MS })
  await pipeline.startService()
  await pipeline.publisher.publishAll(deliveryLocation, [aFix({ riderId: 'r-now', recordedAt: now }), late])
  await hasRows(2)
  const placed =
    await pipeline.sql`select rider_id, tableoid::regclass::text as partition from fixes order by 1`
  expect(placed).toEqual([
    { rider_id: 'r-late', partition: partitionOf(dayOf(late.recordedAt)) },
    { rider_id: 'r-now', partition: partitionOf(dayOf(now)) },
  ])
})

it('a fix of a clock that is days ahead becomes a dead letter, one past retention nothing, the rest rows', async () => {
  const now = Date.now()
  const fixAt = (recordedAt: number) => aFix({ riderId: 'r-1', recordedAt })
  const absurd = fixAt(now + 30 * DAY_MS)
  const fine = [now + 1, now + 2, now + 3].map(fixAt)
  await pipeline.publisher.publishAll(deliveryLocation, [absurd, fixAt(now - 40 * DAY_MS), ...fine])
  await pipeline.startService()
  await hasRows(3)
  expect(identities(await pipeline.rows())).toEqual(identities(fine))

  const letters: LocationFix[] = []
  const deadLetters = followTopic(pipeline.kafka, {
    topic: { ...deliveryLocation, name: 'delivery-location.analytics.dlt' },
    apply: (fix) => void (fix !== undefined && letters.push(fix)),
  })
  await deadLetters.start()
  onTestFinished(deadLetters.stop)
  expect(letters).toEqual([absurd])
})
