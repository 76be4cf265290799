import { setTimeout as delay } from 'node:timers/promises'
import type { Producer, RecordMetadata } from 'kafkajs'
import { type KafkaCluster, REQUEST_TIMEOUT_MS } from '../cluster.ts'
import { kafkaErrorType } from '../kafka-error.ts'
import { type OutgoingRecord, type PartitionAck, RefusedByBroker, type Transport } from './transport.ts'

/** The leader answers by then even when a replica does not: longer than a fail-over of 3 s, shorter than a request. */
const ACK_TIMEOUT_MS = REQUEST_TIMEOUT_MS - 500
const ALL_IN_SYNC_REPLICAS = -1

/** A new topic is not known to every broker at once. */
const LOOKS_FOR_A_TOPIC = 4
const LOOK_INTERVAL_MS = 100

const refusals: Readonly<Record<string, 'topic' | 'record'>> = {
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
  let producer = createProducer()
  let known = new Set<string>()

  /** kafkajs would try for seconds whether a topic comes into being, with all other topics of the batch behind it. */
  async function refuseUnknown(topics: Iterable<string>): Promise<void> {
    const all = [...topics]
    for (let looks = 0; !all.every((topic) => known.has(topic)); looks++) {
      if (looks === LOOKS_FOR_A_TOPIC) {
        throw new RefusedByBroker('topic', { cause: new Error('there is no such topic') })
      }
      if (looks > 0) await delay(LOOK_INTERVAL_MS)
      known = await topicNames(kafka)
    }
  }

  function createProducer(): Producer {
    const created = kafka.client.producer({
      // Its sequence numbers go wrong on a failed request: acknowledged records are lost (kafkajs#1005).
      idempotent: false,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition as number,
      // Tried again by us: kafkajs asks a frozen broker over and over, and takes the answers of others for its own.
      retry: { retries: 0 },
    })
    created.on(created.events.REQUEST_TIMEOUT, ({ payload }) => {
      kafka.tryLast(payload.broker)
      if (created === producer) replaceProducer()
    })
    return created
  }

  /** kafkajs believes a connection until it is closed, and a frozen broker closes none. */
  function replaceProducer(): void {
    const frozen = producer
    producer = createProducer()
    void frozen.disconnect().catch(() => undefined)
  }

  return {
    start: () => kafka.answered(() => producer.connect()),
    stop: () => producer.disconnect(),
    async send(batch) {
      const byTopic = Map.groupBy(batch, ({ topic }) => topic)
      await refuseUnknown(byTopic.keys())
      try {
        await producer.connect()
        const result = await producer.sendBatch({
          acks: ALL_IN_SYNC_REPLICAS,
          timeout: ACK_TIMEOUT_MS,
          topicMessages: [...byTopic].map(([topic, records]) => ({
            topic,
            messages: records.map(messageOf),
          })),
        })
        return result.flatMap(acknowledged)
      } catch (cause) {
        const type = kafkaErrorType(cause) ?? ''
        if (type === 'UNKNOWN_TOPIC_OR_PARTITION') known.clear()
        const scope = refusals[type]
        throw scope === undefined ? cause : new RefusedByBroker(scope, { cause })
      }
    },
  }
}

async function topicNames(kafka: KafkaCluster): Promise<Set<string>> {
  const admin = kafka.client.admin()
  try {
    await admin.connect()
    return new Set(await admin.listTopics())
  } finally {
    await admin.disconnect()
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
