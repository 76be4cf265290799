import { randomUUID } from 'node:crypto'
import type { Topic } from '@doorstep/contracts'
import type { ReadinessCheck, Service } from '@doorstep/runtime'
import type { Admin, EachBatchPayload, KafkaMessage } from 'kafkajs'
import type { Static, TSchema } from 'typebox'
import type { KafkaCluster } from './cluster.ts'
import { jsonCodec } from './codec.ts'
import { groupMember } from './consume/group-member.ts'
import { tablePositions } from './follow/table-positions.ts'
import { withAdmin } from './topics.ts'

export interface FollowOptions<Schema extends TSchema> {
  readonly topic: Topic<Schema>
  /** The newest event of a key, or undefined when the key was deleted. Must not throw. */
  apply(event: Static<Schema> | undefined, context: FollowContext): void
  /** Only what was written since so long ago. Everything there is by default. */
  readonly sinceMs?: number
}

export interface FollowContext {
  readonly key: string
  readonly partition: number
  readonly offset: string
}

const CHECK_INTERVAL_MS = 1_000
const MALFORMED = Symbol('malformed')

/**
 * A global table: this process reads the topic whole, then follows it. `start` resolves once all that was there when it
 * began has been applied. Each record is applied once and in order per key, also across reconnections.
 */
export function followTopic<Schema extends TSchema>(
  kafka: KafkaCluster,
  { topic, apply, sinceMs }: FollowOptions<Schema>,
): Service & ReadinessCheck {
  const name = kafka.prefixed(topic.name)
  // kafkajs cannot read a partition without a group, so each process is a group of its own that never commits.
  const groupId = kafka.prefixed(`${kafka.clientId}.follows.${topic.name}.${randomUUID()}`)
  const codec = jsonCodec(topic)
  const positions = tablePositions()

  const member = groupMember(kafka, {
    groupId,
    topics: [name],
    fromBeginning: true,
    commits: false,
    eachBatch,
    // A group that never commits would begin anew on each join, and show old values again.
    onJoined: (consumer) => {
      for (const { partition, offset } of positions.next()) consumer.seek({ topic: name, partition, offset })
    },
  })

  async function eachBatch({ batch, resolveOffset }: EachBatchPayload): Promise<void> {
    for (const message of batch.messages) {
      if (positions.isNew(batch.partition, message.offset)) applyMessage(batch.partition, message)
      positions.passed(batch.partition, message.offset)
    }
    resolveOffset(batch.lastOffset())
    positions.passed(batch.partition, batch.lastOffset())
  }

  function applyMessage(partition: number, { key, value, offset }: KafkaMessage): void {
    const event = value === null ? undefined : readable(partition, offset, value)
    if (event === MALFORMED) return
    apply(event, { key: key?.toString() ?? '', partition, offset })
  }

  function readable(partition: number, offset: string, value: Buffer): Static<Schema> | typeof MALFORMED {
    try {
      return codec.decode(value)
    } catch (err) {
      kafka.log.error({ err, topic: name, partition, offset }, 'skipped a malformed record')
      return MALFORMED
    }
  }

  async function begin(admin: Admin): Promise<void> {
    const since =
      sinceMs === undefined ? [] : await admin.fetchTopicOffsetsByTimestamp(name, Date.now() - sinceMs)
    positions.begin(await admin.fetchTopicOffsets(name), since)
  }

  /** Records may expire while they are read: what is no longer there is not waited for. */
  async function skipExpired(admin: Admin): Promise<void> {
    for (const { partition, low } of await admin.fetchTopicOffsets(name)) positions.skipTo(partition, low)
  }

  return {
    name: `follower of ${topic.name}`,
    async start() {
      await withAdmin(kafka, begin)
      await member.start()
      while (!(await positions.caughtUpWithin(CHECK_INTERVAL_MS))) {
        kafka.log.info({ topic: name, records: positions.behind() }, 'catching up')
        await withAdmin(kafka, skipExpired)
      }
    },
    async waitingFor() {
      const behind = positions.behind()
      return behind > 0 ? `${behind} records of ${topic.name}` : member.waitingFor()
    },
    async stop() {
      await member.stop()
      // It would expire by itself, having committed nothing.
      await withAdmin(kafka, (admin) => admin.deleteGroups([groupId])).catch(() => undefined)
    },
  }
}
