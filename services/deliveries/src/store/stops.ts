import type { PlannedStop, Stop } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import type { TransactionSql } from 'postgres'
import type { Sighting } from '../domain/sighting.ts'

export async function stopOrderOf(sql: TransactionSql, riderId: string): Promise<Stop[]> {
  return sql<Stop[]>`
    select delivery_id as "deliveryId", kind from stops where rider_id = ${riderId} order by nth`
}

interface StopRow extends Omit<PlannedStop, 'etaAt'> {
  readonly etaAt: Date
}

export async function plannedStopsOf(sql: Sql, riderId: string): Promise<PlannedStop[]> {
  const rows = await sql<StopRow[]>`
    select delivery_id as "deliveryId", kind, distance_m as "distanceM", duration_ms as "durationMs", eta_at as "etaAt"
    from stops where rider_id = ${riderId} order by nth`
  return rows.map((row) => ({ ...row, etaAt: row.etaAt.getTime() }))
}

/** Under the lock of the rider's row. */
export async function writeStops(
  sql: TransactionSql,
  riderId: string,
  stops: readonly PlannedStop[],
): Promise<void> {
  await sql`delete from stops where rider_id = ${riderId}`
  if (stops.length === 0) return
  const rows = stops.map(({ deliveryId, kind, distanceM, durationMs, etaAt }, nth) => ({
    rider_id: riderId,
    nth,
    delivery_id: deliveryId,
    kind,
    distance_m: distanceM,
    duration_ms: durationMs,
    eta_at: new Date(etaAt),
  }))
  await sql`insert into stops ${sql(rows)}`
}

/** The last stop that the rider made. */
export async function lastStopOf(sql: TransactionSql, riderId: string): Promise<Sighting | undefined> {
  const [made] = await sql<{ lat: number; lon: number; at: Date }[]>`
    select (place ->> 'lat')::float as lat, (place ->> 'lon')::float as lon, at from (
      (select dropoff as place, ended_at as at from deliveries
        where rider_id = ${riderId} and ended_at is not null and status in ('delivered', 'failed')
        order by ended_at desc limit 1)
      union all
      select pickup, picked_up_at from deliveries
        where rider_id = ${riderId} and ended_at is null and picked_up_at is not null
    ) as made
    order by at desc limit 1`
  return made && { at: made.at.getTime(), position: { lat: made.lat, lon: made.lon } }
}
