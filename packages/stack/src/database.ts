import { readFile } from 'node:fs/promises'
import { connectPostgres, type Sql } from '@doorstep/postgres'

const servicesSql = new URL('../sql/services.sql', import.meta.url)

export function postgresAnswers(databaseUrl: string): Promise<boolean> {
  return using(databaseUrl, async (sql) => (await sql`select 1`).length === 1)
}

/** Makes the database where it is missing, and in it a role and a schema for each service. Again changes nothing. */
export async function prepareDatabase(databaseUrl: string): Promise<void> {
  const url = new URL(databaseUrl)
  const name = url.pathname.slice(1)
  url.pathname = '/postgres'
  await using(url.href, async (sql) => {
    const found = await sql`select from pg_database where datname = ${name}`
    if (found.length === 0) await sql`create database ${sql(name)}`
  })
  await giveServicesTheirSchemas(databaseUrl)
}

/** Roles belong to the whole server: two who make them at once may collide, and find them made the second time. */
export async function giveServicesTheirSchemas(databaseUrl: string): Promise<void> {
  const statements = await readFile(servicesSql, 'utf8')
  const give = () => using(databaseUrl, async (sql) => void (await sql.unsafe(statements)))
  await give().catch(give)
}

async function using<Answer>(url: string, work: (sql: Sql) => Promise<Answer>): Promise<Answer> {
  const sql = connectPostgres({ url, schema: 'public', max: 1 })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 1 })
  }
}
