import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { ReservedSql, TransactionSql } from 'postgres'
import { type Day, dateOf, dayOfPartition, partitionOf } from '../domain/day.ts'

const MAKING = 'making partitions of fixes'
const DROPPING = 'dropping partitions of fixes'

/**
 * The day partitions of `fixes`. They come and go without a lock that a writer or a reader would notice: `partition of`
 * and `drop table` would take an exclusive one on `fixes`, `attach` and `detach concurrently` do not.
 */
export interface Partitions {
  /** Makes those that are missing. Any number of processes may at once. */
  ensure(days: Iterable<Day>): Promise<void>
  /** Those that there are, also such whose dropping was interrupted. */
  days(): Promise<Day[]>
  /** Drops a day with all its fixes; interrupted, it goes on where it was. False if another process is at it. */
  drop(day: Day): Promise<boolean>
  /** What is remembered of which there are. */
  forget(): void
}

export function createPartitions(sql: Sql): Partitions {
  const known = new Set<Day>()

  async function make(day: Day): Promise<void> {
    await sql.begin(async (transaction) => {
      await transaction`select pg_advisory_xact_lock(hashtext(${MAKING}))`
      if (!(await exists(transaction, partitionOf(day)))) await attachNew(transaction, day)
    })
    known.add(day)
  }

  return {
    forget: () => known.clear(),
    async ensure(days) {
      for (const day of days) if (!known.has(day)) await orUnavailable(make(day))
    },
    async days() {
      const tables = await orUnavailable(sql<{ relname: string }[]>`
        select relname from pg_class
        where relnamespace = current_schema::regnamespace and relkind = 'r' and relname like 'fixes%'`)
      return tables.map(({ relname }) => dayOfPartition(relname)).filter((day) => day !== undefined)
    },
    async drop(day) {
      known.delete(day)
      return orUnavailable(alone(sql, (connection) => dropPartition(connection, partitionOf(day))))
    },
  }
}

async function exists(sql: TransactionSql, table: string): Promise<boolean> {
  const [row] = await sql`select to_regclass(${table}) is not null as found`
  return row?.found === true
}

async function attachNew(sql: TransactionSql, day: Day): Promise<void> {
  await sql.unsafe(`create table ${partitionOf(day)} (like fixes including all)`)
  await attach(sql, day)
}

/** The table of the day's name becomes its partition. */
export async function attach(sql: Sql | TransactionSql, day: Day): Promise<void> {
  const bounds = `from ('${dateOf(day)} 00:00:00+00') to ('${dateOf(day + 1)} 00:00:00+00')`
  await sql.unsafe(`alter table fixes attach partition ${partitionOf(day)} for values ${bounds}`)
}

/** On one connection, but in no transaction: `detach concurrently` needs several. */
async function alone(sql: Sql, work: (connection: ReservedSql) => Promise<void>): Promise<boolean> {
  const connection = await sql.reserve()
  try {
    const [lock] = await connection`select pg_try_advisory_lock(hashtext(${DROPPING})) as held`
    if (lock?.held !== true) return false
    try {
      await work(connection)
      return true
    } finally {
      await connection`select pg_advisory_unlock(hashtext(${DROPPING}))`
    }
  } finally {
    connection.release()
  }
}

async function dropPartition(sql: ReservedSql, table: string): Promise<void> {
  const [attached] = await sql<{ pending: boolean }[]>`
    select inhdetachpending as pending from pg_inherits
    where inhrelid = to_regclass(${table}) and inhparent = 'fixes'::regclass`
  if (attached !== undefined) {
    const how = attached.pending ? 'finalize' : 'concurrently'
    await sql.unsafe(`alter table fixes detach partition ${table} ${how}`)
  }
  await sql.unsafe(`drop table if exists ${table}`)
}
