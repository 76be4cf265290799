import type { EachBatchPayload } from 'kafkajs'
import type { KafkaCluster } from '../cluster.ts'
import { settled, settlesWithin } from '../settles-within.ts'
import type { Lease, Leases } from './lease.ts'
import type { TopicHandling } from './topic-handling.ts'

/** The next fetch waits for every batch of this one, so a partition that takes longer is set aside. */
const PATIENCE_MS = 500

/** Within the 10 s a process has to stop. */
const FINISH_TIMEOUT_MS = 3_000

export interface BatchHandlingOptions {
  readonly groupId: string
  /** By the name the brokers know. */
  readonly topics: ReadonlyMap<string, TopicHandling>
  readonly leases: Leases
}

export interface BatchHandling {
  eachBatch(payload: EachBatchPayload): Promise<void>
  /** Resolves when what was begun is done and committed, or after a limit. */
  finished(): Promise<void>
}

/**
 * A batch that is handled at once is waited for. One that is not, since its sink is slow or away, has its partition
 * paused until it is: the other partitions go on, and the fetching that goes on keeps this member in its group.
 */
export function batchHandling(kafka: KafkaCluster, options: BatchHandlingOptions): BatchHandling {
  const { groupId, topics, leases } = options
  const inHand = new Set<Promise<void>>()

  function track(work: Promise<void>): Promise<void> {
    inHand.add(work)
    void settled(work).finally(() => inHand.delete(work))
    return work
  }

  async function finish(payload: EachBatchPayload, lease: Lease, work: Promise<void>): Promise<void> {
    const { topic, partition } = payload.batch
    const labels = { messaging_destination_name: topic, messaging_consumer_group_name: groupId }
    const resume = payload.pause()
    kafka.metrics.setAside.inc(labels)
    try {
      await work
      if (lease.held) await payload.commitOffsetsIfNecessary(payload.uncommittedOffsets())
    } catch (err) {
      kafka.log.warn({ err, groupId, topic, partition }, 'not committed, will be seen again')
    } finally {
      kafka.metrics.setAside.dec(labels)
      resume()
    }
  }

  return {
    async eachBatch(payload) {
      const lease = leases.current
      const handle = topics.get(payload.batch.topic) as TopicHandling
      const work = track(handle(payload, lease))
      if (await settlesWithin(work, PATIENCE_MS)) return work
      void track(finish(payload, lease, work))
    },
    async finished() {
      const giveUpAt = Date.now() + FINISH_TIMEOUT_MS
      while (inHand.size > 0 && Date.now() < giveUpAt) {
        await settlesWithin(Promise.all([...inHand].map(settled)), giveUpAt - Date.now())
      }
    },
  }
}
