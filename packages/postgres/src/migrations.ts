import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { ConfigError, type Service } from '@doorstep/runtime'
import Postgrator from 'postgrator'
import type { TransactionSql } from 'postgres'
import type { Sql } from './connect.ts'
import { asUnavailable } from './unavailable.ts'

const LOCK_POLL_MS = 50

export interface MigrationOptions {
  readonly schema: string
  /** Plain SQL files, `001.do.<what>.sql`, applied in order, never edited once applied. */
  readonly directory: string | URL
}

/**
 * Brings a schema to the newest version, all of it or nothing. Processes that start at once wait for one another;
 * each file is applied once. A statement has the same 5 s as any other: one that needs longer would hold its lock for
 * as long, and is no work for a start.
 */
export function migrations(sql: Sql, options: MigrationOptions): Service {
  return {
    name: `migrations of ${options.schema}`,
    async start() {
      try {
        await sql.begin((transaction) => migrate(transaction, options))
      } catch (error) {
        throw asUnavailable(error)
      }
    },
    stop: async () => {},
  }
}

async function migrate(sql: TransactionSql, { schema, directory }: MigrationOptions): Promise<void> {
  await lock(sql, `migrations of ${schema}`)
  await makeSureOfSchema(sql, schema)

  const folder = directory instanceof URL ? fileURLToPath(directory) : directory
  const postgrator = new Postgrator({
    driver: 'pg',
    currentSchema: schema,
    migrationPattern: join(folder, '*.sql'),
    newline: 'LF',
    execQuery: async (query) => ({ rows: await sql.unsafe(query) }),
  })
  if ((await postgrator.getMigrations()).length === 0) throw new ConfigError(`No migrations in ${folder}`)
  await postgrator.migrate()
}

/** Until the end of the transaction. Polls, since waiting in the server counts against the statement's time. */
async function lock(sql: TransactionSql, what: string): Promise<void> {
  for (;;) {
    const [answer] = await sql`select pg_try_advisory_xact_lock(hashtext(${what})) as locked`
    if (answer?.locked === true) return
    await delay(LOCK_POLL_MS)
  }
}

/** Asks first: `create schema if not exists` needs a right on the database that a service's role does not have. */
async function makeSureOfSchema(sql: TransactionSql, schema: string): Promise<void> {
  const [found] = await sql`select 1 from pg_namespace where nspname = ${schema}`
  if (found === undefined) await sql`create schema ${sql(schema)}`
}
