import { setTimeout as delay } from 'node:timers/promises'
import type { ReadinessCheck } from '@doorstep/runtime'
import type { Consumer, EachBatchPayload, TopicPartitionOffset } from 'kafkajs'
import type { KafkaCluster } from '../cluster.ts'
import { SessionRefusedError } from '../errors.ts'
import { kafkaErrorType } from '../kafka-error.ts'
import { settlesWithin } from '../settles-within.ts'
import type { Assignment } from './lag.ts'

/** So often in a session a member says that it is there, and as late as that it hears that another is missed. */
const HEARTBEATS_A_SESSION = 6

const REBALANCE_MS = 8_000

/** All of a topic. */
export const PARTITIONS_AT_ONCE = 12

/** How long a fetch that finds nothing holds up `stop`, and a partition that is resumed. */
const MAX_WAIT_MS = 100

/** In a long batch; after each batch kafkajs commits anyway. */
const COMMIT_INTERVAL_MS = 1_000

const RESTART_DELAY_MS = 1_000
const STOP_TIMEOUT_MS = 3_000

export interface GroupMemberOptions {
  /** As the brokers know it; so are the topics. */
  readonly groupId: string
  readonly topics: readonly string[]
  readonly fromBeginning: boolean
  readonly commits: boolean
  /** How much of each partition is fetched at once, and then in memory as records: several times as much. */
  readonly fetchBytes: number
  /** So many partitions' parts of a fetch are handled side by side; the next fetch waits for all of them. */
  readonly partitionsAtOnce: number
  /**
   * After so long without a heartbeat the group takes a member for dead. kafkajs itself comes back under a new name after
   * a broker was lost, and the group waits as long for the old one.
   */
  readonly sessionMs: number
  eachBatch(payload: EachBatchPayload): Promise<void>
  /** On each join: what was fetched before may be another member's by now. */
  onJoined(member: Consumer, assignment: Assignment): void
  /** In no group any more, until it is joined again. */
  onLost?(): void
}

export interface GroupMember extends Pick<ReadinessCheck, 'waitingFor'> {
  /** Resolves once the group is joined. Rejects with `SessionRefusedError` where brokers take no such session. */
  start(): Promise<void>
  /** Fetches nothing more but stays in the group, so that what is in hand can be committed. */
  pause(): void
  /** Reads a partition on from there, and commits that it does. */
  seek(position: TopicPartitionOffset): void
  stop(): Promise<void>
}

export function groupMember(kafka: KafkaCluster, options: GroupMemberOptions): GroupMember {
  const { groupId, topics, fromBeginning, partitionsAtOnce, sessionMs } = options
  const log = kafka.log.child({ groupId })
  const consumer = createKafkajsConsumer(kafka, options, () => !stopping)
  let joined = false
  let stopping = false
  let refused: SessionRefusedError | undefined

  const run = () =>
    consumer.run({
      autoCommit: options.commits,
      autoCommitInterval: COMMIT_INTERVAL_MS,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: partitionsAtOnce,
      eachBatch: options.eachBatch,
    })

  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    joined = true
    options.onJoined(consumer, payload.memberAssignment)
  })
  consumer.on(consumer.events.CRASH, async ({ payload: { error, restart } }) => {
    joined = false
    options.onLost?.()
    // No retry helps: `start` rejects; brokers that change their mind later leave it to the watchdog.
    if (kafkaErrorType(error) === 'INVALID_SESSION_TIMEOUT') {
      refused = new SessionRefusedError(`Brokers take no session of ${sessionMs} ms`, { cause: error })
      return
    }
    log.error({ err: error }, 'the consumer lost its group and joins it again')
    // kafkajs restarts by itself only after errors that it knows.
    if (restart || stopping) return
    await delay(RESTART_DELAY_MS)
    if (!stopping) await run()
  })

  consumer.on(consumer.events.REQUEST_TIMEOUT, async ({ payload: { broker, apiName } }) => {
    kafka.tryLast(broker)
    if (!joined || stopping) return
    joined = false
    options.onLost?.()
    log.warn({ broker, apiName }, 'a broker does not answer, the group is joined anew')
    // kafkajs believes a connection until it is closed, and a frozen broker closes none.
    await consumer.disconnect()
    if (!stopping) await run()
  })

  return {
    async start() {
      await kafka.answered(async () => {
        await consumer.connect()
        await consumer.subscribe({ topics: [...topics], fromBeginning })
      })
      await run()
      if (refused !== undefined) throw refused
    },
    pause() {
      if (joined) consumer.pause(topics.map((topic) => ({ topic })))
    },
    seek: (position) => consumer.seek(position),
    async waitingFor() {
      const away = await kafka.waitingFor()
      return away ?? (joined ? undefined : `joining the group ${groupId}`)
    },
    async stop() {
      stopping = true
      const left = await settlesWithin(consumer.disconnect(), STOP_TIMEOUT_MS)
      if (!left) log.warn('the group was not left: it waits for this member for a session')
    },
  }
}

function createKafkajsConsumer(
  kafka: KafkaCluster,
  { groupId, fetchBytes, sessionMs }: GroupMemberOptions,
  mayRestart: () => boolean,
): Consumer {
  return kafka.client.consumer({
    groupId,
    sessionTimeout: sessionMs,
    heartbeatInterval: sessionMs / HEARTBEATS_A_SESSION,
    rebalanceTimeout: REBALANCE_MS,
    maxWaitTimeInMs: MAX_WAIT_MS,
    maxBytesPerPartition: fetchBytes,
    allowAutoTopicCreation: false,
    retry: {
      initialRetryTime: 100,
      multiplier: 2,
      maxRetryTime: 1_000,
      retries: 10,
      restartOnFailure: async () => mayRestart(),
    },
  })
}
