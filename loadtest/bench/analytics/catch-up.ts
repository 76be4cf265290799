import { freePorts } from '@doorstep/demo'
import { connectPostgres } from '@doorstep/postgres'
import { aDatabase, until } from '@doorstep/testing'
import type { Round } from '../alternate.ts'
import { serviceMain, startServiceChild } from '../service-child.ts'
import type { FilledTopic } from './topic.ts'

const PATIENCE_MS = 30 * 60_000

/** What one round of reading the whole topic was like. */
export interface CatchUpRound extends Round {
  readonly seconds: number
  readonly cpuMicrosPerFix: number
  readonly residentMb: number
}

/**
 * The service, new to the topic, until each fix is a row of a new database. Counted from its first rows on, without them:
 * joining a group takes seconds that no batch size changes. `whenDone` sees the database before it goes.
 */
export async function measureCatchUp(
  topic: FilledTopic,
  serverUrl: string,
  whenDone: (databaseUrl: string) => Promise<void> = async () => {},
): Promise<CatchUpRound> {
  await topic.rewind()
  const database = await aDatabase(serverUrl)
  const sql = connectPostgres({ url: database.url, schema: 'analytics', max: 1 })
  const counted = async () => Number((await sql`select sum(fixes) from rider_hours`)[0]?.sum)
  try {
    const { analytics: port } = await freePorts()
    await using service = await startServiceChild({
      file: serviceMain('analytics'),
      port,
      env: {
        KAFKA_BROKERS: topic.brokers,
        TOPIC_PREFIX: topic.topicPrefix,
        DATABASE_URL: database.url,
        DOORSTEP_API_KEY: 'the-key-of-the-operator',
      },
    })
    const first = await until(counted)
    const began = performance.now()
    const before = await service.usage()
    await until(async () => (await counted()) === topic.fixes, { timeoutMs: PATIENCE_MS })
    const seconds = (performance.now() - began) / 1000
    const after = await service.usage()
    await whenDone(database.url)
    const fixes = topic.fixes - first
    return {
      rate: fixes / seconds,
      seconds,
      cpuMicrosPerFix: ((after.cpuS - before.cpuS) * 1e6) / fixes,
      residentMb: after.residentMb,
    }
  } finally {
    await sql.end()
    await database.drop()
  }
}
