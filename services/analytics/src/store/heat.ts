import type { HeatCell, HeatSlot } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { HeatReader } from '../routes/heatmap.ts'
import { isWithin, msOf } from './time.ts'

export function heatReader(sql: Sql): HeatReader {
  return {
    cells: (span) =>
      orUnavailable(sql<HeatCell[]>`
        select
          cell, sum(fixes)::float8 as fixes, sum(moving_ms)::float8 as "movingMs", sum(stopped_ms)::float8 as "stoppedMs"
        from cell_slots where ${isWithin(sql, sql`slot_at`, span)}
        group by cell order by cell`),
    slots: (span) =>
      orUnavailable(sql<HeatSlot[]>`
        select
          ${msOf(sql, sql`slot_at`)} as "startsAt", sum(fixes)::float8 as fixes, sum(moving_ms)::float8 as "movingMs",
          sum(stopped_ms)::float8 as "stoppedMs"
        from cell_slots where ${isWithin(sql, sql`slot_at`, span)}
        group by slot_at order by slot_at`),
  }
}
