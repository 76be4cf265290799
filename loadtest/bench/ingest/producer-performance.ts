import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { deliveryLocation, type LocationFix } from '@doorstep/contracts'
import type { Stack } from '@doorstep/stack'
import type { Round } from '../alternate.ts'
import { aLocation } from './riders.ts'

/** Java compiles as it goes: what it sends before is not counted, by the tool itself. */
const WARM_UP_RECORDS = 300_000
const RECORDS = 1_000_000

/**
 * Kafka's own benchmark of its own Java producer: as many bytes a record as a fix has, to the same partitions, all
 * acknowledged as ours.
 */
export function producerPerformance({ kafkaTool }: Stack, topicPrefix: string): () => Promise<Round> {
  if (kafkaTool === undefined) throw new Error('Kafka was given without its programs')
  const args = [
    ...['--topic', topicPrefix + deliveryLocation.name],
    ...['--record-size', String(JSON.stringify(aFix()).length)],
    ...['--num-records', String(WARM_UP_RECORDS + RECORDS), '--warmup-records', String(WARM_UP_RECORDS)],
    ...['--throughput', '-1'],
  ]
  return async () => {
    const program = kafkaTool('org.apache.kafka.tools.ProducerPerformance', args, { acks: 'all' })
    const [said, failed] = await Promise.all([
      text(program.stdout),
      text(program.stderr),
      once(program, 'close'),
    ])
    return { rate: steadyRateIn(said, failed) }
  }
}

/** The last line is the summary of what came after the warm-up. */
function steadyRateIn(said: string, failed: string): number {
  const summary = said.trim().split('\n').at(-1) ?? ''
  const rate = /, ([\d.]+) records\/sec/.exec(summary)?.[1]
  if (rate === undefined) throw new Error(`ProducerPerformance said: ${summary} ${failed}`)
  return Number(rate)
}

/** As ingest publishes it. */
function aFix(): LocationFix {
  return { ...aLocation(0), riderId: 'rider-000000', receivedAt: Date.now(), source: 'http' }
}
