import { randomUUID } from 'node:crypto'
import { connectPostgres } from '@doorstep/postgres'

export interface TestDatabase {
  readonly url: string
  /** Ends what is still connected to it. */
  drop(): Promise<void>
}

/** A fresh, empty database beside the given one, for one test file. */
export async function aDatabase(databaseUrl: string): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(databaseUrl, `create database ${name}`)
  const url = new URL(databaseUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: () => administer(databaseUrl, `drop database if exists ${name} with (force)`),
  }
}

async function administer(databaseUrl: string, statement: string): Promise<void> {
  const sql = connectPostgres({ url: databaseUrl, schema: 'public', max: 1 })
  try {
    // Dropping waits for a checkpoint, and takes what it takes of the disk.
    await sql`set statement_timeout = '60s'`
    await sql.unsafe(statement)
  } finally {
    await sql.end()
  }
}
