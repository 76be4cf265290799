import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '@doorstep/stack'
import { alternate } from '../alternate.ts'
import { type CatchUpOptions, measureCatchUp } from './catch-up.ts'
import { measureCopy, type Rows, rowsToFile } from './copy.ts'
import { type AnalyticsResult, analyticsResult } from './result.ts'
import { fillTopic } from './topic.ts'

export interface AnalyticsBenchOptions {
  readonly rounds: number
  readonly fixes: number
  readonly env: NodeJS.ProcessEnv
  onProgress(line: string): void
}

/** From Kafka into Postgres, each fix once and with its rollups, beside a bare COPY of the same rows. */
export async function benchAnalytics(options: AnalyticsBenchOptions): Promise<AnalyticsResult[]> {
  const { rounds, fixes, env, onProgress } = options
  await using bench = new AsyncDisposableStack()
  const stack = await startStack({ env, redis: false, onProgress })
  bench.defer(stack.stop)
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-bench-'))
  bench.defer(() => rm(folder, { recursive: true }))

  const topicPrefix = `bench-${randomUUID().slice(0, 8)}-`
  const topic = await fillTopic({ brokers: stack.kafkaBrokers, topicPrefix, fixes, onProgress })
  const { databaseUrl: serverUrl } = stack
  const catchUp = { topic, serverUrl, onProgress }
  const rows = await rowsOf(catchUp, join(folder, 'rows'))

  const sides = await alternate(
    rounds,
    async () => {
      const round = await measureCatchUp(catchUp)
      const { rate, nodeMicrosPerFix, serverMicrosPerFix } = round
      const cpu = `${nodeMicrosPerFix.toFixed(1)} µs of Node and ${serverMicrosPerFix.toFixed(1)} of Postgres each`
      onProgress(`${Math.round(rate)} fixes/s, ${cpu}`)
      return round
    },
    async () => {
      const round = await measureCopy(serverUrl, rows)
      const cpu = `${round.serverMicrosPerRow.toFixed(1)} µs of Postgres each`
      onProgress(`${Math.round(round.rate)} rows/s by COPY, ${cpu}`)
      return round
    },
  )
  return [analyticsResult(fixes, sides)]
}

/** As the service itself wrote them. */
async function rowsOf(catchUp: CatchUpOptions, file: string): Promise<Rows> {
  let rows: Rows = { file, partitions: [] }
  await measureCatchUp({
    ...catchUp,
    async whenDone(databaseUrl) {
      rows = await rowsToFile(databaseUrl, file)
    },
  })
  return rows
}
