import type { EachBatchPayload, TopicPartitionOffset } from 'kafkajs'
import type { KafkaCluster } from '../cluster.ts'
import { withAdmin } from '../topics.ts'

interface PassOverOptions {
  /** What was written longer ago is passed over. */
  readonly sinceMs: number
  /** Where this partition is to be read on; committed before it is. */
  seek(position: TopicPartitionOffset): void
}

type EachBatch = (payload: EachBatchPayload) => Promise<void>

/**
 * Handles no batch all of which is too old, but the last: its partition is read on where Kafka's index of times finds what
 * is not. So who was away for an hour is up to date after one look-up instead of an hour's records, and who has a wrong
 * clock is still told what is new.
 */
export function passOverOld(
  kafka: KafkaCluster,
  { sinceMs, seek }: PassOverOptions,
  eachBatch: EachBatch,
): EachBatch {
  const lookUps = new Map<string, Promise<ReadonlyMap<number, string>>>()

  /** One for the partitions of a fetch, which all come at once. */
  function firstOffsets(topic: string, since: number): Promise<ReadonlyMap<number, string>> {
    const known = lookUps.get(topic)
    if (known !== undefined) return known
    const lookUp = withAdmin(kafka, async (admin) => {
      const offsets = await admin.fetchTopicOffsetsByTimestamp(topic, since)
      return new Map(offsets.map(({ partition, offset }) => [partition, offset]))
    }).finally(() => lookUps.delete(topic))
    lookUps.set(topic, lookUp)
    return lookUp
  }

  return async (payload) => {
    const { topic, partition, messages, highWatermark } = payload.batch
    const since = Date.now() - sinceMs
    const last = messages.at(-1)
    if (last === undefined || Number(last.timestamp) >= since) return eachBatch(payload)
    const next = BigInt(last.offset) + 1n
    if (next >= BigInt(highWatermark)) return eachBatch(payload)
    const offset = (await firstOffsets(topic, since)).get(partition) ?? last.offset
    // Times do not always rise in a log: what comes first of what is not too old may be behind us.
    if (BigInt(offset) <= next) return eachBatch(payload)
    kafka.log.info({ topic, partition, from: messages[0]?.offset, to: offset }, 'passed over, too old')
    seek({ topic, partition, offset })
  }
}
