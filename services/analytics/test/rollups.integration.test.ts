import type { DeliveryEvent, LocationFix } from '@doorstep/contracts'
import { aDelivery, aDeliveryEvent, aFix } from '@doorstep/testing'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, inject, it } from 'vitest'
import { newestRecords } from '../src/domain/delivery-record.ts'
import { type Ride, rollupsOf } from '../src/domain/rollups.ts'
import { fixStore } from '../src/store/fixes.ts'
import { type AnalyticsDatabase, anAnalyticsDatabase } from './analytics-database.ts'
import { changesInOneGo } from './in-one-go.ts'

const MINUTE_MS = 60_000
/** Yesterday at 23:40 UTC: hours, days and partitions change while the riders ride. */
const START = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 20 * MINUTE_MS
const at = (minutes: number) => START + minutes * MINUTE_MS

let database: AnalyticsDatabase
beforeAll(async () => {
  database = await anAnalyticsDatabase(inject('databaseUrl'))
})
beforeEach(() => database.sql`truncate fixes, deliveries, rider_hours, cell_slots`)
afterAll(() => database.stop())

/** Three riders for 40 minutes, who stop, are lost for a while, and of whom one phone tells no speed. */
const fixes: LocationFix[] = ['r-1', 'r-2', 'r-3'].flatMap((riderId, rider) =>
  Array.from({ length: 120 }, (_, i) => i)
    .filter((i) => i < 50 || i >= 50 + rider * 12)
    .map((i) => {
      const { speedMps, ...told } = aFix({
        riderId,
        recordedAt: at(0) + i * 20_000 + rider,
        lat: 60.17 + (i - Math.floor(i / 10) * 3) / 2_000,
        lon: 24.94 + Math.sin(i + rider) / 500,
        speedMps: i % 10 < 7 ? 5.5 : 0,
      })
      return rider === 2 ? told : { ...told, speedMps: speedMps ?? 0 }
    }),
)

const rides: Ride[] = [
  { deliveryId: 'd-1', riderId: 'r-1', pickedUpAt: at(3), endedAt: at(15) },
  { deliveryId: 'd-2', riderId: 'r-1', pickedUpAt: at(5), endedAt: at(30) },
  { deliveryId: 'd-3', riderId: 'r-3', pickedUpAt: at(19), endedAt: at(40) },
]

const events: DeliveryEvent[] = rides.flatMap(({ deliveryId, riderId, pickedUpAt, endedAt }) => {
  const onItsWay = aDelivery({ deliveryId, riderId, status: 'picked-up', createdAt: at(0), pickedUpAt })
  return [
    aDeliveryEvent({ type: 'picked-up', version: 3, delivery: onItsWay }),
    aDeliveryEvent({
      type: 'delivered',
      version: 4,
      delivery: { ...onItsWay, status: 'delivered', endedAt },
    }),
  ]
})

/** The rollups as `rollupsOf` puts them, sorted. */
async function held() {
  const ms = (column: string) =>
    database.sql.unsafe(`(extract(epoch from ${column}) * 1000)::float8 as`) as never
  const measures = database.sql`
    fixes::float8, distance_mm::float8 as "distanceMm", moving_ms::float8 as "movingMs", stopped_ms::float8 as "stoppedMs"`
  const [hours, cells, deliveries] = await Promise.all([
    database.sql`
      select rider_id as "riderId", ${ms('hour_at')} "hourAt", ${measures}, ${ms('first_fix_at')} "firstFixAt",
        ${ms('last_fix_at')} "lastFixAt" from rider_hours`,
    database.sql`select cell, ${ms('slot_at')} "slotAt", ${measures} from cell_slots`,
    database.sql`select delivery_id as "deliveryId", ${measures} from deliveries where ended_at is not null`,
  ])
  return { hours: sorted(hours), cells: sorted(cells), deliveries: sorted(deliveries) }
}

function expected(of: readonly LocationFix[]) {
  const { hours, cells, deliveries } = rollupsOf(changesInOneGo(of), rides)
  return { hours: sorted(hours), cells: sorted(cells), deliveries: sorted(deliveries) }
}

const sorted = <Row extends object>(rows: readonly Row[]) =>
  rows
    .map((row) => Object.fromEntries(Object.entries(row).toSorted()))
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))

it('in order, the rollups are those of the fixes', async () => {
  for (let i = 0; i < fixes.length; i += 50) await database.fixes.add(fixes.slice(i, i + 50))
  await database.deliveries.put(newestRecords(events))
  expect(await held()).toEqual(expected(fixes))
})

it('so they are in any order and repetition, whether a delivery ends before its fixes come or after', async () => {
  type Arrival = LocationFix | DeliveryEvent
  const isFix = (arrival: Arrival): arrival is LocationFix => 'recordedAt' in arrival
  const isEvent = (arrival: Arrival): arrival is DeliveryEvent => 'delivery' in arrival
  const arrivals: Arrival[] = [...fixes, ...fixes, ...events, ...events]
  const order = fc.shuffledSubarray(arrivals, { minLength: arrivals.length })
  await fc.assert(
    fc.asyncProperty(order, fc.integer({ min: 20, max: 300 }), async (shuffled, size) => {
      await database.sql`truncate fixes, deliveries, rider_hours, cell_slots`
      for (let i = 0; i < shuffled.length; i += size) {
        const batch = shuffled.slice(i, i + size)
        await database.fixes.add(batch.filter(isFix))
        await database.deliveries.put(newestRecords(batch.filter(isEvent)))
      }
      expect(await held()).toEqual(expected(fixes))
    }),
    { numRuns: 10 },
  )
})

it('so they are when two consumers write the same riders at once, and deliveries end meanwhile', async () => {
  const others = fixStore(database.sql, database.partitions)
  const batches = Array.from({ length: 30 }, (_, i) => fixes.filter((_fix, n) => n % 30 === i))
  await Promise.all([
    ...batches.map((batch) => database.fixes.add(batch)),
    ...batches.toReversed().map((batch) => others.add(batch)),
    ...events.map((event) => database.deliveries.put(newestRecords([event]))),
  ])
  expect(await held()).toEqual(expected(fixes))
})

it('answers how many were new, and a batch of which none is changes nothing', async () => {
  expect(await database.fixes.add([...fixes.slice(0, 30), ...fixes.slice(0, 30)])).toBe(30)
  expect(await database.fixes.add(fixes.slice(20, 40))).toBe(10)
  const before = await held()
  expect(await database.fixes.add(fixes.slice(0, 40))).toBe(0)
  expect(await held()).toEqual(before)
})
