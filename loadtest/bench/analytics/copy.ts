import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Round } from '../alternate.ts'
import { emptyTables } from './tables.ts'

const run = promisify(execFile)

/** Writes the rows of `fixes` to a file, as COPY wants them. */
export async function rowsToFile(databaseUrl: string, file: string): Promise<void> {
  await psql(databaseUrl, `\\copy (select * from analytics.fixes) to '${file}'`)
}

/** The same rows into the same table by Postgres's own client, and nothing else: the limit. */
export async function measureCopy(serverUrl: string, file: string): Promise<Round> {
  const database = await emptyTables(serverUrl)
  try {
    const began = performance.now()
    const rows = await psql(database.url, `\\copy analytics.fixes from '${file}'`)
    return { rate: rows / ((performance.now() - began) / 1000) }
  } finally {
    await database.drop()
  }
}

/** Answers how many rows it copied. */
async function psql(databaseUrl: string, command: string): Promise<number> {
  const { stdout } = await run('psql', [databaseUrl, '-v', 'ON_ERROR_STOP=1', '-c', command])
  const rows = /^COPY (\d+)/.exec(stdout)?.[1]
  if (rows === undefined) throw new Error(`psql said: ${stdout}`)
  return Number(rows)
}
