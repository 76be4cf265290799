import type { EachBatchPayload } from 'kafkajs'
import type { KafkaCluster } from '../cluster.ts'
import type { Publisher } from '../publisher.ts'
import { deadLetters } from './dead-letters.ts'
import type { Lease, Leases } from './lease.ts'
import { type Attempt, processBatch } from './process-batch.ts'
import { settlesWithin } from './settles-within.ts'
import type { Subscription } from './subscription.ts'

/** The next fetch waits for every batch of this one, so a partition that takes longer is set aside. */
const PATIENCE_MS = 500

/** Within the time a process has to stop. */
const FINISH_TIMEOUT_MS = 3_000

export interface BatchHandlingOptions {
  readonly groupId: string
  readonly subscriptions: readonly Subscription[]
  readonly publisher: Pick<Publisher, 'publishRecord'>
  readonly lease: Leases
}

export interface BatchHandling {
  eachBatch(payload: EachBatchPayload): Promise<void>
  /** Resolves when partitions that were set aside have finished what they had begun, or after a limit. */
  inHand(): Promise<void>
}

/** What happens to each batch kafkajs fetches: handled at once, or with its partition paused until it is. */
export function batchHandling(kafka: KafkaCluster, options: BatchHandlingOptions): BatchHandling {
  const { groupId, publisher, lease: leases } = options
  const { metrics } = kafka
  const setAside = new Set<Promise<void>>()
  const byTopic = new Map(
    options.subscriptions.map((subscription) => {
      const letters = deadLetters(kafka, publisher, subscription.topic, groupId)
      return [kafka.prefixed(subscription.topic.name), { subscription, letters }]
    }),
  )

  function process(payload: EachBatchPayload, lease: Lease): Promise<void> {
    const { topic, partition, messages } = payload.batch
    const { subscription, letters } = byTopic.get(topic) as NonNullable<ReturnType<(typeof byTopic)['get']>>
    const log = kafka.log.child({ topic, partition, groupId })
    const labels = { messaging_destination_name: topic, messaging_consumer_group_name: groupId }
    metrics.consumed.inc(labels, messages.length)

    return processBatch(
      {
        messages,
        signal: lease.signal,
        context: { topic: subscription.topic.name, partition, isStale: () => lease.signal.aborted },
        async done(offset) {
          if (!lease.held) return
          payload.resolveOffset(offset)
          // A commit that fails is made by a later one, or what it stood for is done again.
          await payload.commitOffsetsIfNecessary().catch(() => undefined)
        },
      },
      {
        subscription,
        async deadLetter(message, failure) {
          await letters.send(message, partition, failure)
          const code = kafkaErrorCode(failure.error)
          metrics.deadLetters.inc({ ...labels, error_type: code })
          log.error({ err: failure.error, offset: message.offset, tries: failure.tries }, 'dead letter')
        },
        tried({ seconds, failure }: Attempt) {
          const error_type = failure === undefined ? '' : kafkaErrorCode(failure.error)
          metrics.processDuration.observe({ ...labels, error_type }, seconds)
          if (failure !== undefined) log.debug({ err: failure.error, tries: failure.tries }, 'handler failed')
        },
      },
    )
  }

  async function finish(payload: EachBatchPayload, lease: Lease, work: Promise<void>): Promise<void> {
    const { topic, partition } = payload.batch
    const labels = { messaging_destination_name: topic, messaging_consumer_group_name: groupId }
    const resume = payload.pause()
    metrics.setAside.inc(labels)
    try {
      await work
      if (lease.held) await payload.commitOffsetsIfNecessary(payload.uncommittedOffsets())
    } catch (err) {
      kafka.log.warn({ err, topic, partition, groupId }, 'not committed, will be seen again')
    } finally {
      metrics.setAside.dec(labels)
      resume()
    }
  }

  return {
    async eachBatch(payload) {
      const lease = leases.current
      const work = process(payload, lease)
      if (await settlesWithin(work, PATIENCE_MS)) return work
      const finished = finish(payload, lease, work)
      setAside.add(finished)
      void finished.finally(() => setAside.delete(finished))
    },
    async inHand() {
      await settlesWithin(Promise.all(setAside), FINISH_TIMEOUT_MS)
    },
  }
}

const kafkaErrorCode = (error: unknown): string => (error instanceof Error ? error.name : 'unknown')
