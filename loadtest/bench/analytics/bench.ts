import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startStack } from '@doorstep/stack'
import { alternate } from '../alternate.ts'
import { measureCatchUp } from './catch-up.ts'
import { measureCopy, rowsToFile } from './copy.ts'
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
  const file = join(folder, 'rows')
  await measureCatchUp(topic, stack.databaseUrl, (databaseUrl) => rowsToFile(databaseUrl, file))

  const sides = await alternate(
    rounds,
    async () => {
      const round = await measureCatchUp(topic, stack.databaseUrl)
      onProgress(`${Math.round(round.rate)} fixes/s, ${round.cpuMicrosPerFix.toFixed(1)} µs CPU each`)
      return round
    },
    async () => {
      const round = await measureCopy(stack.databaseUrl, file)
      onProgress(`${Math.round(round.rate)} rows/s by COPY`)
      return round
    },
  )
  return [analyticsResult(fixes, sides)]
}
