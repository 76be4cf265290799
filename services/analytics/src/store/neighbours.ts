import type { TransactionSql } from 'postgres'
import type { Ride } from '../domain/rollups.ts'
import type { Run } from '../domain/run.ts'
import { LONGEST_SEGMENT_MS } from '../domain/segment.ts'
import type { KnownFix } from '../domain/splice.ts'
import { msOf, timeOf } from './time.ts'

type KnownRow = { readonly [Field in keyof Required<KnownFix>]: KnownFix[Field] | null }

/** The rows around each run, as `splice` wants them, in the order of the runs. */
export async function knownAround(sql: TransactionSql, runs: readonly Run[]): Promise<KnownFix[][]> {
  const earliest = Math.min(...runs.map(({ from }) => from)) - LONGEST_SEGMENT_MS
  const latest = Math.max(...runs.map(({ to }) => to)) + LONGEST_SEGMENT_MS
  const reach = sql`interval '1 millisecond' * ${LONGEST_SEGMENT_MS}`
  // Bounds that are known before the first row, so that partitions of other days are not even opened.
  const rows = sql`
    select * from fixes
    where rider_id = run.rider_id and recorded_at between ${timeOf(sql, earliest)} and ${timeOf(sql, latest)}`

  const found = await sql<(KnownRow & { run: number })[]>`
    with run as (
      select run::integer, "riderId" as rider_id, to_timestamp("from" / 1000) as start, to_timestamp("to" / 1000) as finish
      from rows from (
        json_to_recordset(${JSON.stringify(runs.map(({ riderId, from, to }) => ({ riderId, from, to })))}::text::json)
          as ("riderId" text, "from" float8, "to" float8)
      ) with ordinality as given ("riderId", "from", "to", run)
    )
    select
      run - 1 as run, ${msOf(sql, sql`recorded_at`)} as "recordedAt", lat, lon, accuracy_m as "accuracyM",
      speed_mps as "speedMps", distance_mm as "distanceMm", moving_ms as "movingMs", stopped_ms as "stoppedMs"
    from run cross join lateral (
      (${rows} and recorded_at <= start and recorded_at >= start - ${reach} order by recorded_at desc limit 1)
      union all
      (${rows} and recorded_at > start and recorded_at <= finish + ${reach})
    ) as known`

  const around: KnownFix[][] = runs.map(() => [])
  for (const { run, ...row } of found) around[run]?.push(knownFixOf(row))
  return around
}

function knownFixOf(row: KnownRow): KnownFix {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as KnownFix
}

/** The deliveries that had ended by then and may have a part in one of the runs. None, as long as fixes are in time. */
export function ridesDuring(sql: TransactionSql, runs: readonly Run[]): PromiseLike<Ride[]> {
  const earliest = Math.min(...runs.map(({ from }) => from))
  return sql<Ride[]>`
    select distinct
      delivery_id as "deliveryId", rider_id as "riderId", ${msOf(sql, sql`picked_up_at`)} as "pickedUpAt",
      ${msOf(sql, sql`ended_at`)} as "endedAt"
    from json_to_recordset(${JSON.stringify(runs.map(({ riderId, from, to }) => ({ riderId, from, to })))}::text::json)
      as run ("riderId" text, "from" float8, "to" float8)
    join deliveries on rider_id = "riderId" and ended_at >= ${timeOf(sql, earliest)} and ended_at >= to_timestamp("from" / 1000)
      and picked_up_at < to_timestamp(("to" + ${LONGEST_SEGMENT_MS}) / 1000)`
}
