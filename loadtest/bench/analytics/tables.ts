import { connectPostgres, migrations } from '@doorstep/postgres'
import { aDatabase, type TestDatabase } from '@doorstep/testing'

const directory = new URL('../../../services/analytics/migrations/', import.meta.url)

/** A day of `fixes`, as the service made it. */
export interface DayPartition {
  readonly name: string
  readonly bounds: string
}

export async function partitionsIn(databaseUrl: string): Promise<DayPartition[]> {
  const sql = connectPostgres({ url: databaseUrl, schema: 'analytics', max: 1 })
  try {
    return await sql<DayPartition[]>`
      select relname as name, pg_get_expr(relpartbound, oid) as bounds from pg_class
      where relispartition and relkind = 'r' and relnamespace = current_schema::regnamespace`
  } finally {
    await sql.end()
  }
}

/** The tables of analytics in a database of their own: the same columns, keys, indexes and partitions. */
export async function emptyTables(
  serverUrl: string,
  partitions: readonly DayPartition[],
): Promise<TestDatabase> {
  const database = await aDatabase(serverUrl)
  const sql = connectPostgres({ url: database.url, schema: 'analytics', max: 1 })
  try {
    await migrations(sql, { schema: 'analytics', directory }).start()
    for (const { name, bounds } of partitions) {
      await sql.unsafe(`create table ${name} partition of fixes ${bounds}`)
    }
  } finally {
    await sql.end()
  }
  return database
}
