import { connectPostgres, migrations } from '@doorstep/postgres'
import { aDatabase, type TestDatabase } from '@doorstep/testing'

const directory = new URL('../../../services/analytics/migrations/', import.meta.url)

/** The tables of analytics in a database of their own, with one partition that takes every day. */
export async function emptyTables(databaseUrl: string): Promise<TestDatabase> {
  const database = await aDatabase(databaseUrl)
  const sql = connectPostgres({ url: database.url, schema: 'analytics', max: 1 })
  try {
    await migrations(sql, { schema: 'analytics', directory }).start()
    await sql`create table one partition of fixes default`
  } finally {
    await sql.end()
  }
  return database
}
