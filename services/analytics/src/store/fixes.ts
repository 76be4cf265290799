import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { TransactionSql } from 'postgres'
import { dayOf } from '../domain/day.ts'
import { rollupsOf } from '../domain/rollups.ts'
import { type Run, runsOf } from '../domain/run.ts'
import { type Correction, splice } from '../domain/splice.ts'
import type { FixStore } from '../handler.ts'
import { addRows } from './fix-rows.ts'
import { knownAround, ridesDuring } from './neighbours.ts'
import type { Partitions } from './partitions.ts'
import { lockRiders } from './rider-lock.ts'
import { addToRollups } from './rollups.ts'

/** Each batch is one transaction: its riders are locked, their neighbours read, the rollups added, the new rows copied. */
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
    ...(corrected.length === 0 ? [] : [correct(sql, corrected)]),
    ...addToRollups(sql, rollupsOf(changes, rides)),
  ])
  await addRows(sql, added)
  return added.length
}

function correct(sql: TransactionSql, corrections: readonly Correction[]) {
  return sql`
    update fixes set distance_mm = "distanceMm", moving_ms = "movingMs", stopped_ms = "stoppedMs"
    from json_to_recordset(${JSON.stringify(corrections)}::text::json) as correction (
      "riderId" text, "recordedAt" float8, "distanceMm" integer, "movingMs" integer, "stoppedMs" integer
    )
    where rider_id = "riderId" and recorded_at = to_timestamp("recordedAt" / 1000)`
}
