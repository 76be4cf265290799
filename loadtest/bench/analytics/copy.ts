import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { connectPostgres } from '@doorstep/postgres'
import type { Round } from '../alternate.ts'
import { SERVER_CPU_SECONDS, serverCpuSeconds } from './server-cpu.ts'
import { type DayPartition, emptyTables, partitionsIn } from './tables.ts'

const run = promisify(execFile)

/** The rows of a table in a file, as COPY wants them, and the partitions they were in. */
export interface Rows {
  readonly file: string
  readonly partitions: readonly DayPartition[]
}

export interface CopyRound extends Round {
  readonly serverMicrosPerRow: number
}

export async function rowsToFile(databaseUrl: string, file: string): Promise<Rows> {
  await psql(databaseUrl, `\\copy (select * from analytics.fixes) to '${file}'`)
  return { file, partitions: await partitionsIn(databaseUrl) }
}

/** The same rows into the same tables by Postgres's own client, and nothing else: the limit. */
export async function measureCopy(serverUrl: string, { file, partitions }: Rows): Promise<CopyRound> {
  const database = await emptyTables(serverUrl, partitions)
  const sql = connectPostgres({ url: database.url, schema: 'analytics', max: 1 })
  try {
    const before = await serverCpuSeconds(sql)
    const began = performance.now()
    // Asked on the connection that copied: its process counts for as long as it is there, and again only when it was reaped.
    const told = await psql(database.url, `\\copy analytics.fixes from '${file}'`, SERVER_CPU_SECONDS)
    const seconds = (performance.now() - began) / 1000
    const [, copied, after] = /^COPY (\d+)\n([\d.]+)$/.exec(told) ?? []
    if (copied === undefined) throw new Error(`psql said: ${told}`)
    const rows = Number(copied)
    return { rate: rows / seconds, serverMicrosPerRow: ((Number(after) - before) * 1e6) / rows }
  } finally {
    await sql.end()
    await database.drop()
  }
}

/** What it answers, nothing but values. */
async function psql(databaseUrl: string, ...commands: string[]): Promise<string> {
  const asked = commands.flatMap((command) => ['-c', command])
  const { stdout } = await run('psql', [databaseUrl, '-v', 'ON_ERROR_STOP=1', '-At', ...asked])
  return stdout.trim()
}
