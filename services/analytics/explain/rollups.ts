import type { Sql } from '@doorstep/postgres'
import { gridDisk, latLngToCell } from 'h3-js'
import { FINEST_RESOLUTION } from '../src/domain/cell.ts'
import type { Day } from '../src/domain/day.ts'
import { SHIFT, shifts } from './shift.ts'

/** The cells of a city's centre, and of what lies around it. */
const CELLS = gridDisk(latLngToCell(60.17, 24.94, FINEST_RESOLUTION), 10)

const SLOTS_AN_HOUR = 12

export interface Days {
  readonly from: Day
  /** Not included. */
  readonly to: Day
  readonly riders: number
}

/** What the fixes of some days sum up to, and their deliveries: what is kept when the fixes are gone. In order of time. */
export async function fillRollups(sql: Sql, days: Days): Promise<void> {
  await Promise.all([addHours(sql, days), addSlots(sql, days), addDeliveries(sql, days)])
  await sql`vacuum analyze rider_hours, cell_slots, deliveries`
}

async function addHours(sql: Sql, { from, to, riders }: Days): Promise<void> {
  const fixes = 3_600 / SHIFT.fixEveryS
  await sql`
    insert into rider_hours
    select
      'rider-' || rider, hour_at, ${fixes}::integer, ${fixes * SHIFT.fixMetres * 1_000}::bigint, 3600000, 0,
      hour_at + interval '1 millisecond' * rider, hour_at + interval '1 hour' - interval '1 millisecond' * rider
    from
      ${shifts(sql, from, to)},
      generate_series(0, ${SHIFT.hours - 1}::integer) as hour,
      lateral (select began + interval '1 hour' * hour as hour_at) as time,
      generate_series(1, ${riders}::integer) as rider
    order by hour_at`
}

async function addSlots(sql: Sql, { from, to, riders }: Days): Promise<void> {
  const fixes = Math.ceil((riders * 3_600) / SHIFT.fixEveryS / SLOTS_AN_HOUR / CELLS.length)
  await sql`
    insert into cell_slots
    select
      began + interval '5 minutes' * slot, cell, ${fixes}::integer, ${fixes * SHIFT.fixMetres * 1_000}::bigint,
      ${fixes * SHIFT.fixEveryS * 1_000}::bigint, 0
    from
      ${shifts(sql, from, to)},
      generate_series(0, ${SHIFT.hours * SLOTS_AN_HOUR - 1}::integer) as slot,
      unnest(${CELLS}::text[]) as cell
    order by 1`
}

/** Of a hundred two failed, two were cancelled and seven late. One of each rider is under way when the last shift ends. */
async function addDeliveries(sql: Sql, { from, to, riders }: Days): Promise<void> {
  await sql`
    insert into deliveries
    select
      concat_ws('-', began::date, rider, nth), 5,
      case when percent < 2 then 'failed' when percent < 4 then 'cancelled' else 'delivered' end,
      'rider-' || rider, at, at + interval '45 minutes', at, at + interval '10 minutes',
      at + interval '22 minutes' + interval '15 seconds' * percent, 60, 6300000, 1200000, 0
    from
      ${shifts(sql, from, to)},
      generate_series(0, ${SHIFT.deliveries - 1}::integer) as nth,
      generate_series(1, ${riders}::integer) as rider,
      lateral (
        select
          began + interval '30 minutes' * nth + interval '1.7 seconds' * rider as at,
          (rider * ${SHIFT.deliveries}::integer + nth) % 100 as percent
      ) as one
    order by at`
  await sql`
    insert into deliveries
    select
      'under-way-' || rider, 4, 'picked-up', 'rider-' || rider, at, at + interval '45 minutes', at,
      at + interval '10 minutes', null, 0, 0, 0, 0
    from
      ${shifts(sql, to - 1, to)},
      lateral (select began + interval '1 hour' * ${SHIFT.hours}::integer - interval '40 minutes' as at) as time,
      generate_series(1, ${riders}::integer) as rider`
}
