import type { Topic } from '@doorstep/contracts'
import type { KafkaMessage } from 'kafkajs'
import type { Static, TSchema } from 'typebox'
import { jsonCodec } from '../codec.ts'

export interface Received<Event> {
  readonly event: Event
  readonly key: string
  readonly partition: number
  readonly offset: string
}

export interface HandlerContext {
  readonly topic: string
  readonly partition: number
  /** The partition may be another member's by now: nothing of this batch will be committed. */
  isStale(): boolean
}

/**
 * Handles records of one partition, in order; partitions are handled side by side. At-least-once: resolving commits
 * them, rejecting redelivers them. A retryable error is tried again for as long as it lasts, the partition set aside;
 * after any other, and a few tries, the one record that cannot be handled is dead-lettered and the rest go on.
 */
export type Handler<Event> = (batch: readonly Received<Event>[], context: HandlerContext) => Promise<void>

const CHUNK_RECORDS = 500

export interface SubscriptionOptions {
  /** Records at most in one call of the handler: what one transaction holds, and what is done twice after a crash. */
  readonly chunkRecords?: number
}

/** A record, with the message it was decoded from. */
export interface Decoded extends Received<unknown> {
  readonly message: KafkaMessage
}

/** A topic with what is done with its events, their type kept inside. */
export interface Subscription {
  readonly topic: Topic
  readonly chunkRecords: number
  /** Throws `MessageMalformedError`. */
  decode(message: KafkaMessage, partition: number): Decoded
  handle(batch: readonly Received<unknown>[], context: HandlerContext): Promise<void>
}

export function subscription<Schema extends TSchema>(
  topic: Topic<Schema>,
  handler: Handler<Static<Schema>>,
  { chunkRecords = CHUNK_RECORDS }: SubscriptionOptions = {},
): Subscription {
  const codec = jsonCodec(topic)
  return {
    topic,
    chunkRecords,
    handle: handler as Subscription['handle'],
    decode: (message, partition) => new DecodedMessage(codec.decode(message.value), message, partition),
  }
}

/** A class for its getters: most handlers ask for neither key nor offset, and strings for all would be kept with the batch. */
class DecodedMessage implements Decoded {
  readonly event: unknown
  readonly message: KafkaMessage
  readonly partition: number

  constructor(event: unknown, message: KafkaMessage, partition: number) {
    this.event = event
    this.message = message
    this.partition = partition
  }

  get key(): string {
    return this.message.key?.toString() ?? ''
  }

  get offset(): string {
    return this.message.offset
  }
}
