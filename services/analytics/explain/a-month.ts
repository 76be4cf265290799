import type { Sql } from '@doorstep/postgres'
import { gridDisk, latLngToCell } from 'h3-js'
import { FINEST_RESOLUTION } from '../src/domain/cell.ts'
import { type Day, dayOf } from '../src/domain/day.ts'
import type { Partitions } from '../src/store/partitions.ts'

const DAY_MS = 24 * 3600 * 1000

const RIDERS = 1_000
const DAYS = 31

/** Nine hours a day, a fix each 20 s: 50,220,000 in all. */
const SHIFT = { beginsHour: 9, hours: 9, fixEveryS: 20 }

const DELIVERIES_A_DAY = 16

/** The cells of a city's centre, and of what lies around it. */
const CELLS = gridDisk(latLngToCell(60.17, 24.94, FINEST_RESOLUTION), 10)

export interface Month {
  readonly from: number
  readonly to: number
  readonly fixes: number
}

/** What a month of a thousand riders leaves in the tables, rows in the order in which they would have come. */
export async function fillWithAMonth(
  sql: Sql,
  partitions: Partitions,
  onDay: (day: Day) => void,
): Promise<Month> {
  const lastDay = dayOf(Date.now()) - 1
  const days = Array.from({ length: DAYS }, (_, i) => lastDay - DAYS + 1 + i)
  await partitions.ensure(days)
  let fixes = 0
  for (const day of days) {
    fixes += await fillDay(sql, day)
    onDay(day)
  }
  await sql`vacuum analyze`
  return { from: (lastDay - DAYS + 1) * DAY_MS, to: (lastDay + 1) * DAY_MS, fixes }
}

async function fillDay(sql: Sql, day: Day): Promise<number> {
  const began = sql`(to_timestamp(${(day * DAY_MS) / 1000}::float8) + interval '1 hour' * ${SHIFT.beginsHour})`
  const seconds = SHIFT.hours * 3_600
  const { count } = await sql`
    insert into fixes
    select
      'rider-' || rider, at + interval '1 millisecond' * rider, at + interval '250 milliseconds',
      60.16 + random() / 50, 24.93 + random() / 50, 5, 5.25, 90, null, 80, false, 'http', 105000, 20000, 0
    from
      (
        select ${began} + interval '1 second' * second as at
        from generate_series(0, ${seconds - 1}::integer, ${SHIFT.fixEveryS}::integer) as second
      ) as times,
      generate_series(1, ${RIDERS}::integer) as rider`
  await sql`
    insert into rider_hours
    select
      rider_id, date_trunc('hour', recorded_at), count(*), sum(distance_mm), sum(moving_ms), sum(stopped_ms),
      min(recorded_at), max(recorded_at)
    from fixes where recorded_at >= ${began} and recorded_at < ${began} + interval '1 day' group by 1, 2`
  await sql`
    insert into cell_slots
    select ${began} + interval '5 minutes' * slot, cell, 15, 1575000, 300000, 0
    from generate_series(0, ${seconds / 300 - 1}::integer) as slot, unnest(${CELLS}::text[]) as cell`
  await sql`
    insert into deliveries
    select
      concat_ws('-', ${day}::text, rider, nth), 5, 'delivered', 'rider-' || rider, begun, begun + interval '45 minutes',
      begun, begun + interval '10 minutes', begun + interval '30 minutes', 60, 6300000, 1200000, 0
    from
      generate_series(1, ${RIDERS}::integer) as rider,
      generate_series(0, ${DELIVERIES_A_DAY - 1}::integer) as nth,
      lateral (select ${began} + interval '30 minutes' * nth as begun) as times`
  return count
}
