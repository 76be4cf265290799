import type { EachBatchPayload, KafkaMessage } from 'kafkajs'
import type { KafkaCluster } from '../cluster.ts'
import type { Publisher } from '../publisher.ts'
import { deadLetters } from './dead-letters.ts'
import type { Lease } from './lease.ts'
import { type Attempt, type Failure, processBatch } from './process-batch.ts'
import type { Subscription } from './subscription.ts'

export interface TopicHandlingOptions {
  readonly groupId: string
  readonly subscription: Subscription
  readonly publisher: Pick<Publisher, 'publishRecord'>
  /** Something came of a record of this partition, be it a failure. */
  signOfLife(topic: string, partition: number): void
}

/** Handles a batch of its topic to the end, or until the lease ends; resolves offsets as it goes. */
export type TopicHandling = (payload: EachBatchPayload, lease: Lease) => Promise<void>

export function topicHandling(kafka: KafkaCluster, options: TopicHandlingOptions): TopicHandling {
  const { subscription, publisher } = options
  const groupId = kafka.prefixed(options.groupId)
  const topic = kafka.prefixed(subscription.topic.name)
  const labels = { messaging_destination_name: topic, messaging_consumer_group_name: groupId }
  const letters = deadLetters(kafka, publisher, subscription.topic, options.groupId)
  const failing = new Set<number>()

  /** An outage is logged when it begins and when it ends. */
  function observe(partition: number, { seconds, failure }: Attempt): void {
    options.signOfLife(topic, partition)
    const error_type = failure === undefined ? '' : nameOf(failure.error)
    kafka.metrics.processDuration.observe({ ...labels, error_type }, seconds)
    if (failure === undefined) {
      if (failing.delete(partition)) kafka.log.info({ groupId, topic, partition }, 'the handler works again')
    } else if (!failing.has(partition)) {
      failing.add(partition)
      kafka.log.warn({ err: failure.error, groupId, topic, partition }, 'the handler failed, trying again')
    }
  }

  async function deadLetter(partition: number, message: KafkaMessage, failure: Failure): Promise<void> {
    options.signOfLife(topic, partition)
    await letters.send(message, partition, failure)
    kafka.metrics.deadLetters.inc({ ...labels, error_type: nameOf(failure.error) })
    const { offset } = message
    kafka.log.error({ err: failure.error, groupId, topic, partition, offset }, 'sent to the dead letters')
  }

  return (payload, lease) => {
    const { partition, messages } = payload.batch
    kafka.metrics.consumed.inc(labels, messages.length)
    return processBatch(
      {
        messages,
        signal: lease.signal,
        context: { topic: subscription.topic.name, partition, isStale: () => !lease.held },
        async done(offset) {
          if (!lease.held) return
          payload.resolveOffset(offset)
          // What this commit misses is in a later one, or is done again.
          await payload.commitOffsetsIfNecessary().catch(() => undefined)
        },
      },
      {
        subscription,
        deadLetter: (message, failure) => deadLetter(partition, message, failure),
        tried: (attempt) => observe(partition, attempt),
      },
    )
  }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')
