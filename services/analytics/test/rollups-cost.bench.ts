import type { LocationFix } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import { aFix } from '@doorstep/testing'
import { anAnalyticsDatabase } from './analytics-database.ts'

/**
 * What rollups cost: rows a second with them, and of the same rows in one bare statement, in turn, on the pool of the
 * service, one batch after the other. DATABASE_URL names the server; a database of its own is made and dropped.
 */
const { DATABASE_URL = '' } = process.env
const [ROUNDS, BATCHES, BATCH, RIDERS] = [9, 100, 500, 100]
const START = Date.now() - 3_600_000

/** Riders who ride away from one another, a fix each 2 s. */
const batches: LocationFix[][] = Array.from({ length: BATCHES }, (_, batch) =>
  Array.from({ length: BATCH }, (_, i) => {
    const n = batch * BATCH + i
    const rider = n % RIDERS
    const steps = Math.floor(n / RIDERS)
    return aFix({
      riderId: `0f8fad5b-d9cb-469f-a165-${String(rider).padStart(12, '0')}`,
      recordedAt: START + steps * 2_000,
      receivedAt: START + steps * 2_000 + 250,
      lat: 60.1 + rider / 5_000 + steps * 5e-5 * Math.sin(rider),
      lon: 24.9 + rider / 5_000 + steps * 9e-5 * Math.cos(rider),
      speedMps: 5.25,
      bearingDeg: n % 360,
    })
  }),
)

/** The statement of ADR 17. */
const bare = (sql: Sql) => (fixes: readonly LocationFix[]) =>
  sql`
  insert into fixes (
    rider_id, recorded_at, received_at, lat, lon, accuracy_m, speed_mps, bearing_deg, altitude_m, battery_pct, charging, source
  )
  select
    "riderId", to_timestamp("recordedAt" / 1000), to_timestamp("receivedAt" / 1000), lat, lon, "accuracyM", "speedMps",
    "bearingDeg", "altitudeM", "batteryPct", charging, source
  from json_to_recordset(${JSON.stringify(fixes)}::text::json) as fix (
    "riderId" text, "recordedAt" float8, "receivedAt" float8, lat float8, lon float8, "accuracyM" float8, "speedMps" float8,
    "bearingDeg" float8, "altitudeM" float8, "batteryPct" float8, charging boolean, source text
  )
  on conflict do nothing`

const database = await anAnalyticsDatabase(DATABASE_URL)

async function rowsPerSecond(
  write: (fixes: readonly LocationFix[]) => PromiseLike<unknown>,
): Promise<number> {
  await database.sql`truncate fixes, rider_hours, cell_slots`
  const began = performance.now()
  for (const batch of batches) await write(batch)
  return (BATCHES * BATCH * 1000) / (performance.now() - began)
}

try {
  // Makes the partitions.
  await rowsPerSecond(database.fixes.add)
  const ratios: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const without = await rowsPerSecond(bare(database.sql))
    const withRollups = await rowsPerSecond(database.fixes.add)
    ratios.push(withRollups / without)
    const k = (rows: number) => `${(rows / 1000).toFixed(1)} k rows/s`
    process.stdout.write(`${k(without)} bare\t${k(withRollups)} with rollups\n`)
  }
  const [least, median, most] = [0, ROUNDS >> 1, ROUNDS - 1].map((i) => ratios.toSorted((a, b) => a - b)[i])
  process.stdout.write(`ratio ${median?.toFixed(2)} (${least?.toFixed(2)} to ${most?.toFixed(2)})\n`)
} finally {
  await database.stop()
}
