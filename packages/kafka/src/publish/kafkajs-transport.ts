import type { Message, Producer, RecordMetadata } from 'kafkajs'
import { type KafkaCluster, REQUEST_TIMEOUT_MS } from '../cluster.ts'
import { kafkaErrorType } from '../kafka-error.ts'
import { settlesWithin } from '../settles-within.ts'
import { knownTopics } from './known-topics.ts'
import type { OutgoingRecords } from './records.ts'
import { type PartitionAck, RefusedByBroker, type Transport } from './transport.ts'

/** The leader answers by then even when a replica does not: longer than a fail-over of 3 s, shorter than a request. */
const ACK_TIMEOUT_MS = REQUEST_TIMEOUT_MS - 500
const ALL_IN_SYNC_REPLICAS = -1
const STOP_TIMEOUT_MS = 1_000

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
  const topics = knownTopics(kafka)
  let producer = createProducer()

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

  async function sendBatch(byTopic: ReadonlyMap<string, OutgoingRecords[]>): Promise<RecordMetadata[]> {
    await producer.connect()
    return producer.sendBatch({
      acks: ALL_IN_SYNC_REPLICAS,
      timeout: ACK_TIMEOUT_MS,
      topicMessages: [...byTopic].map(([topic, parts]) => ({ topic, messages: parts.map(messageOf) })),
    })
  }

  return {
    start: () => kafka.answered(() => producer.connect()),
    async stop() {
      await settlesWithin(producer.disconnect(), STOP_TIMEOUT_MS)
    },
    async send(batch) {
      const byTopic = Map.groupBy(batch, ({ topic }) => topic)
      // kafkajs would wait for a topic to come into being, with all others of the batch behind it.
      if (!(await topics.include([...byTopic.keys()]))) {
        throw new RefusedByBroker('topic', { cause: new Error('there is no such topic') })
      }
      try {
        return (await sendBatch(byTopic)).flatMap(acknowledged)
      } catch (cause) {
        const type = kafkaErrorType(cause) ?? ''
        if (type === 'UNKNOWN_TOPIC_OR_PARTITION') topics.forget()
        const scope = refusals[type]
        throw scope === undefined ? cause : new RefusedByBroker(scope, { cause })
      }
    },
  }
}

/** `lengths` is what our patch of kafkajs knows: several records in one message. */
function messageOf({
  partition,
  key,
  values,
  lengths,
  headers,
}: OutgoingRecords): Message & { lengths: readonly number[] } {
  return { partition, key, value: values, lengths, headers }
}

function acknowledged({ topicName, partition, errorCode, baseOffset }: RecordMetadata): PartitionAck[] {
  return errorCode === 0 && baseOffset !== undefined ? [{ topic: topicName, partition, baseOffset }] : []
}
