import type { Topic } from '@doorstep/contracts'
import type { EachBatchPayload, KafkaMessage } from 'kafkajs'
import type { Static, TSchema } from 'typebox'
import type { KafkaCluster } from '../cluster.ts'
import { jsonCodec } from '../codec.ts'
import type { TablePositions } from './table-positions.ts'

export interface FollowContext {
  readonly key: string
  readonly partition: number
  readonly offset: string
}

export interface Table<Schema extends TSchema> {
  readonly topic: Topic<Schema>
  /** The newest event of a key, or undefined when the key was deleted. Must not throw. */
  apply(event: Static<Schema> | undefined, context: FollowContext): void
}

const MALFORMED = Symbol('malformed')

/** Applies each record once: a reconnection may fetch some again. One that cannot be read is logged and skipped. */
export function applyBatch<Schema extends TSchema>(
  kafka: KafkaCluster,
  { topic, apply }: Table<Schema>,
  positions: TablePositions,
): (payload: EachBatchPayload) => Promise<void> {
  const codec = jsonCodec(topic)

  function read(partition: number, offset: string, value: Buffer): Static<Schema> | typeof MALFORMED {
    try {
      return codec.decode(value)
    } catch (err) {
      kafka.log.error({ err, topic: topic.name, partition, offset }, 'skipped a malformed record')
      return MALFORMED
    }
  }

  function applyMessage(partition: number, offset: string, { key, value }: KafkaMessage): void {
    const event = value === null ? undefined : read(partition, offset, value)
    if (event === MALFORMED) return
    apply(event, { key: key?.toString() ?? '', partition, offset })
  }

  return async ({ batch, resolveOffset }) => {
    const { partition, messages } = batch
    for (const message of messages) {
      const { offset } = message
      if (positions.isNew(partition, offset)) applyMessage(partition, offset, message)
      positions.passed(partition, offset)
    }
    resolveOffset(batch.lastOffset())
    positions.passed(partition, batch.lastOffset())
  }
}
