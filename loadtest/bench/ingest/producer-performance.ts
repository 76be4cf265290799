import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { deliveryLocation, type LocationFix } from '@doorstep/contracts'
import type { Round } from '../alternate.ts'
import { aLocation } from './riders.ts'

const run = promisify(execFile)

/** Java compiles as it goes: what it sends before is not counted, by the tool itself. */
const WARM_UP_RECORDS = 300_000
const RECORDS = 1_000_000
const DIFFERENT_FIXES = 1_000

export interface ProducerPerformanceOptions {
  /** Runs a class of Kafka's own. */
  readonly kafkaCommand: readonly [string, ...string[]]
  readonly brokers: string
  readonly topicPrefix: string
  /** For the file of what is sent. */
  readonly folder: string
}

/** Kafka's own benchmark of its own Java producer: the same values, to the same partitions, all acknowledged as ours. */
export async function producerPerformance(
  options: ProducerPerformanceOptions,
): Promise<() => Promise<Round>> {
  const { kafkaCommand, brokers, topicPrefix, folder } = options
  const [java, ...javaArgs] = kafkaCommand
  const values = join(folder, 'fixes.jsonl')
  await writeFile(
    values,
    Array.from({ length: DIFFERENT_FIXES }, (_, n) => JSON.stringify(aFix(n))).join('\n'),
  )
  const args = [
    ...['org.apache.kafka.tools.ProducerPerformance', '--bootstrap-server', brokers],
    ...['--topic', topicPrefix + deliveryLocation.name, '--payload-file', values],
    ...['--num-records', String(WARM_UP_RECORDS + RECORDS), '--warmup-records', String(WARM_UP_RECORDS)],
    ...['--throughput', '-1', '--command-property', 'acks=all'],
  ]
  return async () => {
    const { stdout } = await run(java, [...javaArgs, ...args], { maxBuffer: 16 * 1024 * 1024 })
    return { rate: steadyRateIn(stdout) }
  }
}

/** The last line is the summary of what came after the warm-up. */
function steadyRateIn(output: string): number {
  const summary = output.trim().split('\n').at(-1) ?? ''
  const rate = /, ([\d.]+) records\/sec/.exec(summary)?.[1]
  if (rate === undefined) throw new Error(`ProducerPerformance said: ${summary}`)
  return Number(rate)
}

/** As ingest publishes it. */
function aFix(n: number): LocationFix {
  const recordedAt = Date.now() - n
  return {
    ...aLocation(n),
    recordedAt,
    riderId: `rider-${String(n).padStart(6, '0')}`,
    receivedAt: recordedAt + 250,
    source: 'http',
  }
}
