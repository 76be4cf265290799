import type { ReadinessCheck, Service } from '@doorstep/runtime'
import type { KafkaCluster } from './cluster.ts'
import { batchHandling } from './consume/batch-handling.ts'
import { groupLag } from './consume/group-lag.ts'
import { PARTITIONS_AT_ONCE } from './consume/group-member.ts'
import { leases as createLeases } from './consume/lease.ts'
import { passOverOld } from './consume/pass-over-old.ts'
import { memberMissedAfter, SESSION_MS } from './consume/session.ts'
import type { Subscription } from './consume/subscription.ts'
import { topicHandling } from './consume/topic-handling.ts'
import { type WatchdogOptions, watchdog } from './consume/watchdog.ts'
import type { Publisher } from './publisher.ts'

export interface ConsumerOptions extends WatchdogOptions {
  readonly groupId: string
  readonly subscriptions: readonly Subscription[]
  /** For dead letters: started before the consumer, stopped after it. */
  readonly publisher: Pick<Publisher, 'publishRecord'>
  /**
   * Where a partition without a committed offset begins. True by default: from the end, what is published until the
   * first commit is lost whenever the group changes.
   */
  readonly fromBeginning?: boolean
  /** What was written longer ago, and is not the last, is passed over unread. Everything is handled by default. */
  readonly sinceMs?: number
  /** What one fetch brings of a partition at most; all partitions are in memory at once. 256 KiB by default. */
  readonly fetchBytes?: number
  /** 12 by default. Where a sink has fewer connections: as many, since events of others would only wait for one. */
  readonly partitionsAtOnce?: number
  /**
   * How long after its last heartbeat a member is taken for dead and its partitions go to others: 6 s by default, which
   * is what holds too where brokers refuse less (`group.min.session.timeout.ms`). One that was only held up handles what
   * others handle by then, and commits none of it.
   */
  readonly missedAfterMs?: number
}

/** Twelve partitions as records fit into a small container, 160 MB in Compose. */
const FETCH_BYTES = 256 * 1024

/** One member of a group. What it promises is said at `Handler`. */
export function createConsumer(kafka: KafkaCluster, options: ConsumerOptions): Service & ReadinessCheck {
  const { groupId, subscriptions, publisher, fromBeginning = true, fetchBytes = FETCH_BYTES } = options
  const { missedAfterMs = SESSION_MS, partitionsAtOnce = PARTITIONS_AT_ONCE, sinceMs } = options
  const group = kafka.prefixed(groupId)
  const leases = createLeases()
  const lag = groupLag(kafka, group)
  const dog = watchdog(kafka, `group ${group}`, lag.observe, options)
  const topics = new Map(
    subscriptions.map((subscription) => [
      kafka.prefixed(subscription.topic.name),
      topicHandling(kafka, { groupId, subscription, publisher, signOfLife: lag.signOfLife }),
    ]),
  )
  const handling = batchHandling(kafka, { groupId: group, topics, leases })
  const member = memberMissedAfter(kafka, missedAfterMs, {
    groupId: group,
    topics: [...topics.keys()],
    fromBeginning,
    fetchBytes,
    partitionsAtOnce,
    commits: true,
    eachBatch:
      sinceMs === undefined
        ? handling.eachBatch
        : passOverOld(kafka, { sinceMs, seek: (position) => member.seek(position) }, handling.eachBatch),
    onJoined(_, assignment) {
      leases.renew()
      lag.assigned(assignment)
    },
    onLost() {
      leases.renew()
      lag.assigned(undefined)
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
}
