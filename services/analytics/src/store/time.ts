import type { Sql } from '@doorstep/postgres'
import type { Span } from '../domain/span.ts'

export type Fragment = ReturnType<Sql>

/** A time as Unix milliseconds. Exact: `extract` answers with a decimal number. */
export const msOf = (sql: Sql, time: Fragment) => sql`(extract(epoch from ${time}) * 1000)::float8`

/** Unix milliseconds as a time. */
const timeOf = (sql: Sql, ms: number) => sql`to_timestamp(${ms}::float8 / 1000)`

export const isWithin = (sql: Sql, time: Fragment, { from, to }: Span) =>
  sql`${time} >= ${timeOf(sql, from)} and ${time} < ${timeOf(sql, to)}`
