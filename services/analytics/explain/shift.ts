import type { Sql } from '@doorstep/postgres'
import type { Day } from '../src/domain/day.ts'

const DAY_S = 24 * 3600

/** What each rider does each day. */
export const SHIFT = { beginsHour: 9, hours: 9, fixEveryS: 20, fixMetres: 105, deliveries: 16 }

/** When the shift of the day begins, for days from one up to and without another: `shift (began)`. */
export const shifts = (sql: Sql, from: Day, to: Day) => sql`(
  select to_timestamp(day::float8 * ${DAY_S}::integer) + interval '1 hour' * ${SHIFT.beginsHour}::integer as began
  from generate_series(${from}::integer, ${to - 1}::integer) as day
) as shift`
