import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import type { KafkaTool } from '@doorstep/stack'
import type { Entry } from '@doorstep/testing'

/** Between two records, and to begin with. */
const PATIENCE_MS = 60_000

/** All fixes a topic holds, each partition in order, as Kafka's own console consumer reads them. */
export async function logOf(tool: KafkaTool, topic: string): Promise<Entry[]> {
  const records = await recordsIn(tool, topic)
  if (records === 0) return []
  const limits = ['--max-messages', String(records), '--timeout-ms', String(PATIENCE_MS)]
  const args = ['--topic', topic, '--from-beginning', ...limits]
  const consumer = tool('org.apache.kafka.tools.consumer.ConsoleConsumer', args)
  const complaints = text(consumer.stderr)
  const log: Entry[] = []
  for await (const line of createInterface({ input: consumer.stdout })) {
    const { riderId, recordedAt } = JSON.parse(line)
    log.push({ key: riderId, sequence: recordedAt })
  }
  if (log.length !== records)
    throw new Error(`${topic} has ${records} records, ${log.length} were read: ${await complaints}`)
  return log
}

/** Nothing was ever removed from the topic, so its end offsets count its records. */
async function recordsIn(tool: KafkaTool, topic: string): Promise<number> {
  const shell = tool('org.apache.kafka.tools.GetOffsetShell', ['--topic', topic])
  const [lines, complaints] = await Promise.all([
    text(shell.stdout),
    text(shell.stderr),
    once(shell, 'close'),
  ])
  const ends = [...lines.matchAll(/^.+:\d+:(\d+)$/gm)].map(([, end]) => Number(end))
  if (ends.length === 0) throw new Error(`No offsets of ${topic}: ${complaints}`)
  return ends.reduce((sum, end) => sum + end, 0)
}
