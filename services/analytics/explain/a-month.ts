import { availableParallelism } from 'node:os'
import type { Sql } from '@doorstep/postgres'
import { type Day, dayOf, partitionOf } from '../src/domain/day.ts'
import { attach } from '../src/store/partitions.ts'
import { fillRollups } from './rollups.ts'
import { SHIFT, shifts } from './shift.ts'

const DAY_MS = 24 * 3600 * 1000

export interface Scale {
  readonly riders: number
  readonly days: number
  /** Days past the retention of fixes: what is summed up of them is kept. */
  readonly daysBefore: number
}

export interface Month extends Scale {
  readonly from: number
  readonly to: number
  readonly fixes: number
}

/** What that many riders leave in the tables until yesterday, rows in the order in which they would have come. */
export async function fillWithAMonth(sql: Sql, scale: Scale, onDay: (day: Day) => void): Promise<Month> {
  const { riders } = scale
  const to = dayOf(Date.now())
  const from = to - scale.days
  const days = Array.from({ length: scale.days }, (_, i) => from + i)
  const waiting = days.values()
  let fixes = 0
  const fillDays = async () => {
    for (const day of waiting) {
      const count = await fillDay(sql, day, riders)
      fixes += count
      onDay(day)
    }
  }
  await Promise.all([
    fillRollups(sql, { from: from - scale.daysBefore, to, riders }),
    ...Array.from({ length: availableParallelism() }, fillDays),
  ])
  for (const day of days) await attach(sql, day)
  await sql`analyze only fixes`
  return { ...scale, from: from * DAY_MS, to: to * DAY_MS, fixes }
}

/**
 * A day as its partition holds it. Unlogged, since nothing here has to outlive a crash, and indexed when it is full: in
 * two thirds of the time. Row by row the index would become as half empty as `fillfactor` makes it.
 */
async function fillDay(sql: Sql, day: Day, riders: number): Promise<number> {
  const table = partitionOf(day)
  await sql.unsafe(`create unlogged table ${table} (like fixes including all excluding indexes)`)
  const { count } = await sql`
    insert into ${sql(table)}
    select
      'rider-' || rider, at + interval '1 millisecond' * rider, at + interval '250 milliseconds',
      60.16 + random() / 50, 24.93 + random() / 50, 5, 5.25, 90, null, 80, false, 'http',
      ${SHIFT.fixMetres * 1_000}::integer, ${SHIFT.fixEveryS * 1_000}::integer, 0
    from
      ${shifts(sql, day, day + 1)},
      generate_series(0, ${SHIFT.hours * 3_600 - 1}::integer, ${SHIFT.fixEveryS}::integer) as second,
      lateral (select began + interval '1 second' * second as at) as time,
      generate_series(1, ${riders}::integer) as rider`
  await sql.unsafe(`alter table ${table} add primary key (rider_id, recorded_at) with (fillfactor = 50)`)
  await sql`vacuum analyze ${sql(table)}`
  return count
}
