import { randomUUID } from 'node:crypto'
import type { ReadinessCheck, Service } from '@doorstep/runtime'
import type { Admin } from 'kafkajs'
import type { TSchema } from 'typebox'
import type { KafkaCluster } from './cluster.ts'
import { groupMember, PARTITIONS_AT_ONCE } from './consume/group-member.ts'
import { SESSION_MS } from './consume/session.ts'
import type { Observed } from './consume/stillness.ts'
import { type WatchdogOptions, watchdog } from './consume/watchdog.ts'
import { applyBatch, type Table } from './follow/apply-batch.ts'
import { tablePositions } from './follow/table-positions.ts'
import { settlesWithin } from './settles-within.ts'
import { withAdmin } from './topics.ts'

export interface FollowOptions<Schema extends TSchema> extends Table<Schema>, WatchdogOptions {
  /** Only what was written since so long ago. Everything there is by default. */
  readonly sinceMs?: number
  /** Of each partition so many of the newest records at most, to begin with. All of them by default. */
  readonly newest?: number
}

/** All partitions of a long topic at once, as records, must fit into a small container: 160 MB in Compose. */
const FETCH_BYTES = 64 * 1024
const CHECK_INTERVAL_MS = 1_000
const GROUP_DELETION_MS = 1_000

/**
 * A global table: this process reads the topic whole, then follows it. `start` resolves once all that was there when it
 * began has been applied. Each record is applied once and in order per key, also across reconnections.
 */
export function followTopic<Schema extends TSchema>(
  kafka: KafkaCluster,
  options: FollowOptions<Schema>,
): Service & ReadinessCheck {
  const { topic, sinceMs, newest } = options
  const name = kafka.prefixed(topic.name)
  // kafkajs cannot read a partition without a group, so each process is a group of its own that never commits.
  const groupId = kafka.prefixed(`${kafka.clientId}.follows.${topic.name}.${randomUUID()}`)
  const positions = tablePositions()
  const dog = watchdog(kafka, `follower of ${name}`, observe, options)

  const member = groupMember(kafka, {
    groupId,
    topics: [name],
    fromBeginning: true,
    commits: false,
    fetchBytes: FETCH_BYTES,
    partitionsAtOnce: PARTITIONS_AT_ONCE,
    sessionMs: SESSION_MS,
    eachBatch: applyBatch(kafka, options, positions),
    // A group that never commits would begin anew on each join, and show old values again.
    onJoined: (consumer) => {
      for (const { partition, offset } of positions.next()) consumer.seek({ topic: name, partition, offset })
    },
  })

  async function begin(admin: Admin): Promise<void> {
    const since =
      sinceMs === undefined ? [] : await admin.fetchTopicOffsetsByTimestamp(name, Date.now() - sinceMs)
    const watermarks = await admin.fetchTopicOffsets(name)
    positions.begin(watermarks, newest === undefined ? since : [...since, ...lastOf(watermarks, newest)])
  }

  /** Records may expire before they are read: what is no longer there is not waited for. */
  async function observe(admin: Admin): Promise<Observed[]> {
    const watermarks = await admin.fetchTopicOffsets(name)
    return watermarks.map(({ partition, low, high }) => {
      positions.skipTo(partition, low)
      return positions.observed(partition, high)
    })
  }

  return {
    name: `follower of ${topic.name}`,
    async start() {
      await withAdmin(kafka, begin)
      await member.start()
      while (!(await positions.caughtUpWithin(CHECK_INTERVAL_MS))) {
        kafka.log.info({ topic: name, records: positions.behind() }, 'catching up')
        await withAdmin(kafka, observe)
      }
      dog.start()
    },
    async waitingFor() {
      const behind = positions.behind()
      return behind > 0 ? `${behind} records of ${topic.name}` : member.waitingFor()
    },
    async stop() {
      await dog.stop()
      await member.stop()
      // A courtesy: having committed nothing, the group would go by itself.
      await settlesWithin(
        withAdmin(kafka, (admin) => admin.deleteGroups([groupId])),
        GROUP_DELETION_MS,
      )
    },
  }
}

function lastOf(watermarks: readonly { partition: number; high: string }[], count: number) {
  return watermarks.map(({ partition, high }) => ({
    partition,
    offset: String(BigInt(high) - BigInt(count)),
  }))
}
