import { startStack } from '@doorstep/stack'
import { alternate } from '../alternate.ts'
import { bareKafkajs } from './bare-kafkajs.ts'
import { doorstep } from './doorstep.ts'
import { type LatencyResult, latencyResult } from './result.ts'

export interface LatencyOptions {
  readonly rounds: number
  readonly env: NodeJS.ProcessEnv
  onProgress(line: string): void
}

/** From a phone's POST to the frame on its customer's socket, beside a record through kafkajs alone, in turn. */
export async function benchLatency({ rounds, env, onProgress }: LatencyOptions): Promise<LatencyResult> {
  await using bench = new AsyncDisposableStack()
  const stack = await startStack({ env, ownKafka: true, postgres: false, onProgress })
  bench.defer(stack.stop)
  const sides = await alternate(
    rounds,
    await doorstep(bench, stack.kafkaBrokers, stack.redisUrl),
    await bareKafkajs(bench, stack.kafkaBrokers),
  )
  return latencyResult(sides.candidate, sides.limit)
}
