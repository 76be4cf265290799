import { setTimeout as delay } from 'node:timers/promises'
import type { Topic } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import type { Logger, Service } from '@doorstep/runtime'
import { type Alarm, createAlarm } from './alarm.ts'
import { type EventPublisher, publishingTo } from './relay-publishing.ts'
import { drainOutbox, OUTBOX_CHANNEL } from './store/outbox.ts'

export interface RelayOptions {
  /** A pool of its own with a connection for each topic: a batch holds one while Kafka answers. */
  readonly sql: Sql
  readonly publisher: EventPublisher
  /** Those that the outbox names. */
  readonly topics: readonly Topic[]
  readonly log: Logger
}

/** How late an event is at most when the notification of its commit was lost. */
const POLL_MS = 1_000
/** Keeps the listening connection from being taken for dead; wakes nobody. */
const HEARTBEAT = 'heartbeat'

const FIRST_RETRY_MS = 100
const LAST_RETRY_MS = 2_000

/**
 * Carries events from the outbox to Kafka: at-least-once, in order within each key, each topic by one process at a time.
 * Woken by each commit. While Kafka or Postgres is away it tries again for as long as it takes.
 */
export function createRelay({ sql, publisher, topics, log }: RelayOptions): Service {
  const lanes = topics.map((topic) => ({ topic, alarm: createAlarm() }))
  const stopping = new AbortController()
  let relaying: Promise<unknown> = Promise.resolve()

  async function relayUntilStopped(topic: Topic, alarm: Alarm): Promise<void> {
    const publish = publishingTo(topic, publisher, log)
    let failures = 0
    while (!stopping.signal.aborted) {
      try {
        const drained = await drainOutbox(sql, topic.name, publish)
        if (failures > 0) log.info({ topic: topic.name, failures }, 'the outbox flows again')
        failures = 0
        if (drained === 0 && !(await alarm.sleep(POLL_MS))) await sql.notify(OUTBOX_CHANNEL, HEARTBEAT)
      } catch (err) {
        failures += 1
        if (failures === 1) log.warn({ err, topic: topic.name }, 'the outbox waits')
        await pause(Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS))
      }
    }
  }

  /** Unlike an alarm's sleep this is not ended by new events: they would find the same failure. */
  async function pause(ms: number): Promise<void> {
    await delay(ms, undefined, { signal: stopping.signal }).catch(() => undefined)
  }

  function ringAll(): void {
    for (const { alarm } of lanes) alarm.ring()
  }

  return {
    name: 'outbox relay',
    async start() {
      await sql.listen(OUTBOX_CHANNEL, (payload) => payload !== HEARTBEAT && ringAll(), ringAll)
      relaying = Promise.all(lanes.map(({ topic, alarm }) => relayUntilStopped(topic, alarm)))
    },
    async stop() {
      stopping.abort()
      ringAll()
      await relaying
    },
  }
}
