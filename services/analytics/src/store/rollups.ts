import type { TransactionSql } from 'postgres'
import type { Rollups } from '../domain/rollups.ts'

/** Adds to the rollups. Statements on their way at once; the transaction waits for all of them. */
export function addToRollups(sql: TransactionSql, { hours, cells, deliveries }: Rollups) {
  const hoursAdded = sql`
    insert into rider_hours as held
    select
      "riderId", to_timestamp("hourAt" / 1000), fixes, "distanceMm", "movingMs", "stoppedMs",
      to_timestamp("firstFixAt" / 1000), to_timestamp("lastFixAt" / 1000)
    from json_to_recordset(${JSON.stringify(hours)}::text::json) as hour (
      "riderId" text, "hourAt" float8, fixes integer, "distanceMm" bigint, "movingMs" bigint, "stoppedMs" bigint,
      "firstFixAt" float8, "lastFixAt" float8
    )
    on conflict (rider_id, hour_at) do update set
      fixes = held.fixes + excluded.fixes,
      distance_mm = held.distance_mm + excluded.distance_mm,
      moving_ms = held.moving_ms + excluded.moving_ms,
      stopped_ms = held.stopped_ms + excluded.stopped_ms,
      first_fix_at = least(held.first_fix_at, excluded.first_fix_at),
      last_fix_at = greatest(held.last_fix_at, excluded.last_fix_at)`

  const cellsAdded = sql`
    insert into cell_slots as held
    select to_timestamp("slotAt" / 1000), cell, fixes, "distanceMm", "movingMs", "stoppedMs"
    from json_to_recordset(${JSON.stringify(cells)}::text::json) as slot (
      cell text, "slotAt" float8, fixes integer, "distanceMm" bigint, "movingMs" bigint, "stoppedMs" bigint
    )
    on conflict (slot_at, cell) do update set
      fixes = held.fixes + excluded.fixes,
      distance_mm = held.distance_mm + excluded.distance_mm,
      moving_ms = held.moving_ms + excluded.moving_ms,
      stopped_ms = held.stopped_ms + excluded.stopped_ms`

  const deliveriesAdded = sql`
    update deliveries as held set
      fixes = held.fixes + more.fixes,
      distance_mm = held.distance_mm + more."distanceMm",
      moving_ms = held.moving_ms + more."movingMs",
      stopped_ms = held.stopped_ms + more."stoppedMs"
    from json_to_recordset(${JSON.stringify(deliveries)}::text::json) as more (
      "deliveryId" text, fixes integer, "distanceMm" bigint, "movingMs" bigint, "stoppedMs" bigint
    )
    where delivery_id = "deliveryId"`

  return [hoursAdded, cellsAdded, ...(deliveries.length === 0 ? [] : [deliveriesAdded])]
}
