import { freePorts } from '@doorstep/demo'
import { connectPostgres, type Sql } from '@doorstep/postgres'
import { aDatabase, until } from '@doorstep/testing'
import type { Round } from '../alternate.ts'
import { type ServiceChild, serviceMain, startServiceChild } from '../service-child.ts'
import { serverCpuSeconds } from './server-cpu.ts'
import type { FilledTopic } from './topic.ts'

const PATIENCE_MS = 30 * 60_000
const TELL_EACH_FIXES = 1_000_000

/** What one round of reading the whole topic was like. */
export interface CatchUpRound extends Round {
  readonly seconds: number
  readonly nodeMicrosPerFix: number
  readonly serverMicrosPerFix: number
  readonly residentMb: number
}

export interface CatchUpOptions {
  readonly topic: FilledTopic
  readonly serverUrl: string
  onProgress(line: string): void
  /** Sees the database before it goes. */
  whenDone?(databaseUrl: string): Promise<void>
}

/**
 * The service, new to the topic, until each fix is a row of a new database. Counted from its first rows on, without them:
 * joining a group takes seconds that no batch size changes.
 */
export async function measureCatchUp(options: CatchUpOptions): Promise<CatchUpRound> {
  const { topic, serverUrl, whenDone } = options
  await topic.rewind()
  const database = await aDatabase(serverUrl)
  const sql = connectPostgres({ url: database.url, schema: 'analytics', max: 1 })
  try {
    await using service = await startOn(database.url, topic)
    const first = await until(() => written(sql))
    const began = performance.now()
    const before = await usage(service, sql)
    await untilAllWritten(sql, options)
    const seconds = (performance.now() - began) / 1000
    const after = await usage(service, sql)
    await whenDone?.(database.url)
    const fixes = topic.fixes - first
    const microsPerFix = (cpuS: number) => (cpuS * 1e6) / fixes
    return {
      rate: fixes / seconds,
      seconds,
      nodeMicrosPerFix: microsPerFix(after.nodeS - before.nodeS),
      serverMicrosPerFix: microsPerFix(after.serverS - before.serverS),
      residentMb: after.residentMb,
    }
  } finally {
    await sql.end()
    await database.drop()
  }
}

async function startOn(databaseUrl: string, topic: FilledTopic): Promise<ServiceChild> {
  const { analytics: port } = await freePorts()
  return startServiceChild({
    file: serviceMain('analytics'),
    port,
    env: {
      KAFKA_BROKERS: topic.brokers,
      TOPIC_PREFIX: topic.topicPrefix,
      DATABASE_URL: databaseUrl,
      DOORSTEP_API_KEY: 'the-key-of-the-operator',
    },
  })
}

async function untilAllWritten(sql: Sql, { topic, onProgress }: CatchUpOptions): Promise<void> {
  let told = 0
  const areAllWritten = async () => {
    const fixes = await written(sql)
    const due = Math.floor(fixes / TELL_EACH_FIXES) * TELL_EACH_FIXES
    if (due > told && due < topic.fixes) onProgress(`${due} of ${topic.fixes} fixes are rows`)
    told = due
    return fixes === topic.fixes
  }
  await until(areAllWritten, { timeoutMs: PATIENCE_MS })
}

/** By the rollups, which are few. */
async function written(sql: Sql): Promise<number> {
  const [row] = await sql`select sum(fixes)::float8 as fixes from rider_hours`
  return row?.fixes ?? 0
}

async function usage(service: ServiceChild, sql: Sql) {
  const [{ cpuS, residentMb }, serverS] = await Promise.all([service.usage(), serverCpuSeconds(sql)])
  return { nodeS: cpuS, serverS, residentMb }
}
