import type { Producer } from 'kafkajs'
import type { KafkaCluster } from '../../src/cluster.ts'
import type { OutgoingRecord, PartitionAck } from '../../src/publish/transport.ts'

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
  batch: readonly OutgoingRecord[],
): Promise<PartitionAck[]> {
  const topicMessages = [...Map.groupBy(batch, ({ topic }) => topic)].map(([topic, records]) => ({
    topic,
    messages: records.map(({ partition, key, value, headers }) => ({
      ...{ partition, key, value },
      headers: { ...headers },
    })),
  }))
  const written = await producer.sendBatch({ acks: -1, topicMessages })
  return written.map(({ topicName: topic, partition, baseOffset = '' }) => ({ topic, partition, baseOffset }))
}
