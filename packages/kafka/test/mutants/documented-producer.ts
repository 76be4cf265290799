import type { Producer } from 'kafkajs'
import type { KafkaCluster } from '../../src/cluster.ts'
import type { OutgoingRecords } from '../../src/publish/records.ts'
import type { PartitionAck } from '../../src/publish/transport.ts'
import { separated } from '../separated.ts'

/** With kafkajs's own retries, for as long as a broker may be away. */
export const documentedProducer = (kafka: KafkaCluster, { idempotent }: { idempotent: boolean }): Producer =>
  kafka.client.producer({
    idempotent,
    retry: { retries: 1_000, maxRetryTime: 1_000 },
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition as number,
  })

/** Resolves with the partitions that kafkajs names. */
export async function sendWith(
  producer: Producer,
  batch: readonly OutgoingRecords[],
): Promise<PartitionAck[]> {
  const topicMessages = [...Map.groupBy(batch, ({ topic }) => topic)].map(([topic, records]) => ({
    topic,
    messages: records.flatMap(separated).map(({ partition, key, value, headers }) => ({
      ...{ partition, key, value },
      headers: { ...headers },
    })),
  }))
  const written = await producer.sendBatch({ acks: -1, topicMessages })
  return written.map(({ topicName: topic, partition, baseOffset = '' }) => ({ topic, partition, baseOffset }))
}
