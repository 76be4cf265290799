import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { TransactionSql } from 'postgres'
import { dayOf } from '../domain/day.ts'
import { rollupsOf } from '../domain/rollups.ts'
import { type Run, runsOf } from '../domain/run.ts'
import { type Correction, type NewFix, splice } from '../domain/splice.ts'
import type { FixStore } from '../handler.ts'
import { knownAround, ridesDuring } from './neighbours.ts'
import type { Partitions } from './partitions.ts'
import { lockRiders } from './rider-lock.ts'
import { addToRollups } from './rollups.ts'

/** Each batch is one transaction of four round trips, each statement with one parameter for all its rows (ADR 0030). */
export function fixStore(sql: Sql, partitions: Pick<Partitions, 'ensure' | 'forget'>): FixStore {
  const write = (runs: readonly Run[]) => sql.begin((transaction) => record(transaction, runs))

  return {
    async add(fixes) {
      await partitions.ensure(new Set(fixes.map(({ recordedAt }) => dayOf(recordedAt))))
      try {
        return await orUnavailable(write(runsOf(fixes)))
      } catch (error) {
        // Perhaps a partition went since it was last seen: look again before the next try.
        partitions.forget()
        throw error
      }
    },
  }
}

async function record(sql: TransactionSql, runs: readonly Run[]): Promise<number> {
  const [, known, rides] = await Promise.all([
    // On its way first, so that the others, right behind it on the same connection, see what it waited for.
    lockRiders(sql, new Set(runs.map(({ riderId }) => riderId))).execute(),
    knownAround(sql, runs),
    ridesDuring(sql, runs),
  ])
  const splices = runs.map((run, i) => splice(run, known[i] ?? []))
  const added = splices.flatMap((one) => one.added)
  if (added.length === 0) return 0

  const corrected = splices.flatMap((one) => one.corrected)
  const changes = splices.flatMap((one) => one.changes)
  await Promise.all([
    insert(sql, added),
    ...(corrected.length === 0 ? [] : [correct(sql, corrected)]),
    ...addToRollups(sql, rollupsOf(changes, rides)),
  ])
  return added.length
}

/** None of them has a row: one that had would be an error here, and no sum would be wrong. */
function insert(sql: TransactionSql, fixes: readonly NewFix[]) {
  return sql`
    insert into fixes (
      rider_id, recorded_at, received_at, lat, lon, accuracy_m, speed_mps, bearing_deg, altitude_m, battery_pct, charging,
      source, distance_mm, moving_ms, stopped_ms
    )
    select
      "riderId", to_timestamp("recordedAt" / 1000), to_timestamp("receivedAt" / 1000), lat, lon, "accuracyM", "speedMps",
      "bearingDeg", "altitudeM", "batteryPct", charging, source, "distanceMm", "movingMs", "stoppedMs"
    from json_to_recordset(${JSON.stringify(fixes)}::text::json) as fix (
      "riderId" text, "recordedAt" float8, "receivedAt" float8, lat float8, lon float8, "accuracyM" float8,
      "speedMps" float8, "bearingDeg" float8, "altitudeM" float8, "batteryPct" float8, charging boolean, source text,
      "distanceMm" integer, "movingMs" integer, "stoppedMs" integer
    )`
}

function correct(sql: TransactionSql, corrections: readonly Correction[]) {
  return sql`
    update fixes set distance_mm = "distanceMm", moving_ms = "movingMs", stopped_ms = "stoppedMs"
    from json_to_recordset(${JSON.stringify(corrections)}::text::json) as correction (
      "riderId" text, "recordedAt" float8, "distanceMm" integer, "movingMs" integer, "stoppedMs" integer
    )
    where rider_id = "riderId" and recorded_at = to_timestamp("recordedAt" / 1000)`
}
