import type { Sql } from '@doorstep/postgres'
import type { TransactionSql } from 'postgres'
import type { Span } from '../domain/span.ts'

export type Fragment = ReturnType<Sql>

/** Unix milliseconds as a time. */
export const timeOf = (sql: Sql | TransactionSql, ms: number) => sql`to_timestamp(${ms}::float8 / 1000)`

/** A time as Unix milliseconds. Exact: `extract` answers with a decimal number. */
export const msOf = (sql: Sql | TransactionSql, time: Fragment) =>
  sql`(extract(epoch from ${time}) * 1000)::float8`

/** For many rows: `date_part` is a float, not exact to the last bit, and costs a fraction of `extract`. */
export const msBetween = (sql: Sql, from: Fragment, to: Fragment) =>
  sql`(date_part('epoch', ${to} - ${from}) * 1000)`

export const isWithin = (sql: Sql, time: Fragment, { from, to }: Span) =>
  sql`${time} >= ${timeOf(sql, from)} and ${time} < ${timeOf(sql, to)}`
