import type { Producer, RecordMetadata } from 'kafkajs'
import type { KafkaCluster } from '../cluster.ts'
import { kafkaErrorType } from '../kafka-error.ts'
import { type OutgoingRecord, type PartitionAck, RefusedByBroker, type Transport } from './transport.ts'

/** The leader answers by then even when a replica does not. Longer than a fail-over, shorter than a request may take. */
const ACK_TIMEOUT_MS = 4_000
const ALL_IN_SYNC_REPLICAS = -1

const refusals: Readonly<Record<string, 'topic' | 'record'>> = {
  UNKNOWN_TOPIC_OR_PARTITION: 'topic',
  INVALID_TOPIC_EXCEPTION: 'topic',
  TOPIC_AUTHORIZATION_FAILED: 'topic',
  MESSAGE_TOO_LARGE: 'record',
  RECORD_LIST_TOO_LARGE: 'record',
  INVALID_RECORD: 'record',
  INVALID_TIMESTAMP: 'record',
}

export interface KafkajsTransport extends Transport {
  start(): Promise<void>
  stop(): Promise<void>
}

export function kafkajsTransport(kafka: KafkaCluster): KafkajsTransport {
  const producer: Producer = kafka.client.producer({
    // Its sequence numbers go wrong on a failed request: acknowledged records are lost (kafkajs#1005).
    idempotent: false,
    allowAutoTopicCreation: false,
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition as number,
    retry: { initialRetryTime: 50, multiplier: 2, maxRetryTime: 500, retries: 6 },
  })

  return {
    start: () => kafka.connected(() => producer.connect()),
    stop: () => producer.disconnect(),
    async send(batch) {
      try {
        const result = await producer.sendBatch({
          acks: ALL_IN_SYNC_REPLICAS,
          timeout: ACK_TIMEOUT_MS,
          topicMessages: [...Map.groupBy(batch, ({ topic }) => topic)].map(([topic, records]) => ({
            topic,
            messages: records.map(messageOf),
          })),
        })
        return result.flatMap(acknowledged)
      } catch (cause) {
        const scope = refusals[kafkaErrorType(cause) ?? '']
        throw scope === undefined ? cause : new RefusedByBroker(scope, { cause })
      }
    },
  }
}

const messageOf = ({ partition, key, value, headers }: OutgoingRecord) => ({
  partition,
  key,
  value,
  headers: { ...headers },
})

function acknowledged({ topicName, partition, errorCode, baseOffset }: RecordMetadata): PartitionAck[] {
  return errorCode === 0 && baseOffset !== undefined ? [{ topic: topicName, partition, baseOffset }] : []
}
