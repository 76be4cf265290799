import type { ReadinessCheck, Service } from '@doorstep/runtime'
import type { KafkaCluster } from './cluster.ts'
import { batchHandling } from './consume/batch-handling.ts'
import { groupMember } from './consume/group-member.ts'
import { leases as createLeases } from './consume/lease.ts'
import type { Subscription } from './consume/subscription.ts'
import { topicHandling } from './consume/topic-handling.ts'
import { watchdog } from './consume/watchdog.ts'
import type { ConsumerStuckError } from './errors.ts'
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
  /** For how long records may wait without a sign of life. 30 s by default. */
  readonly stuckAfterMs?: number
  /** What then. By default the process ends with 1, to be started anew. */
  readonly onStuck?: (error: ConsumerStuckError) => void
}

/** Past any wait that is meant: back-off ends at 5 s, a rebalance at 8 s. */
const STUCK_AFTER_MS = 30_000

/** One member of a group. What it promises is said at `Handler`. */
export function createConsumer(kafka: KafkaCluster, options: ConsumerOptions): Service & ReadinessCheck {
  const { groupId, subscriptions, publisher, fromBeginning = true } = options
  const { stuckAfterMs = STUCK_AFTER_MS, onStuck = endProcess } = options
  const group = kafka.prefixed(groupId)
  const leases = createLeases()
  const dog = watchdog(kafka, { groupId: group, stuckAfterMs, onStuck })
  const topics = new Map(
    subscriptions.map((subscription) => [
      kafka.prefixed(subscription.topic.name),
      topicHandling(kafka, { groupId, subscription, publisher, signOfLife: dog.signOfLife }),
    ]),
  )
  const handling = batchHandling(kafka, { groupId: group, topics, leases })
  const member = groupMember(kafka, {
    groupId: group,
    topics: [...topics.keys()],
    fromBeginning,
    commits: true,
    eachBatch: handling.eachBatch,
    onJoined(_, assignment) {
      leases.renew()
      dog.assigned(assignment)
    },
    onLost() {
      leases.renew()
      dog.assigned(undefined)
    },
  })

  return {
    name: `consumer ${groupId}`,
    waitingFor: member.waitingFor,
    async start() {
      await member.start()
      dog.start()
    },
    async stop() {
      await dog.stop()
      leases.windDown()
      member.pause()
      await handling.finished()
      await member.stop()
    },
  }

  /** Nobody catches what a timer throws. */
  function endProcess(err: ConsumerStuckError): void {
    kafka.log.fatal({ err }, err.message)
    setImmediate(() => {
      throw err
    })
  }
}
