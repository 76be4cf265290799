import type { Sql } from '@doorstep/postgres'

/** What the rollups by rider and by cell come to, next to the rows they are of. */
export async function totals(sql: Sql) {
  const sums = (table: string, fixes: string) => sql`
    select ${sql.unsafe(fixes)}::float8 as fixes, sum(distance_mm)::float8 as "distanceMm",
      sum(moving_ms)::float8 as "movingMs", sum(stopped_ms)::float8 as "stoppedMs"
    from ${sql(table)}`
  const [[rows], [hours], [cells]] = await Promise.all([
    sums('fixes', 'count(*)'),
    sums('rider_hours', 'sum(fixes)'),
    sums('cell_slots', 'sum(fixes)'),
  ])
  return { rows, hours, cells }
}
