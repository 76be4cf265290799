import type { ReadinessCheck, Service } from '@doorstep/runtime'
import type { KafkaCluster } from './cluster.ts'
import { batchHandling } from './consume/batch-handling.ts'
import { groupMember } from './consume/group-member.ts'
import { leases } from './consume/lease.ts'
import type { Subscription } from './consume/subscription.ts'
import type { Publisher } from './publisher.ts'

export interface ConsumerOptions {
  readonly groupId: string
  readonly subscriptions: readonly Subscription[]
  /** For dead letters: started before the consumer, stopped after it. */
  readonly publisher: Pick<Publisher, 'publishRecord'>
  /**
   * Where a partition without a committed offset begins. True by default: from the end, what is published until the
   * first commit is lost whenever the group changes.
   */
  readonly fromBeginning?: boolean
}

/** One member of a group. What it promises to its handlers is said at `Handler`. */
export function createConsumer(kafka: KafkaCluster, options: ConsumerOptions): Service & ReadinessCheck {
  const { groupId, subscriptions, publisher, fromBeginning = true } = options
  const lease = leases()
  const handling = batchHandling(kafka, { groupId, subscriptions, publisher, lease })
  const member = groupMember(kafka, {
    groupId: kafka.prefixed(groupId),
    topics: subscriptions.map(({ topic }) => kafka.prefixed(topic.name)),
    fromBeginning,
    commits: true,
    eachBatch: handling.eachBatch,
    onJoined: lease.renew,
  })

  return {
    name: `consumer ${groupId}`,
    start: member.start,
    waitingFor: member.waitingFor,
    async stop() {
      lease.windDown()
      member.pause()
      await handling.inHand()
      await member.stop()
    },
  }
}
