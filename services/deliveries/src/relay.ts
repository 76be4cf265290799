import type { Topic } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import { composeServices, createLoop, type Logger, type Service } from '@doorstep/runtime'
import { type EventPublisher, publishingTo } from './relay-publishing.ts'
import { drainOutbox, OUTBOX_CHANNEL } from './store/outbox.ts'

export interface RelayOptions {
  /** A pool of its own with a connection for each topic, as a batch holds one while Kafka answers, and one more. */
  readonly sql: Sql
  readonly publisher: EventPublisher
  /** Those that the outbox names. */
  readonly topics: readonly Topic[]
  readonly log: Logger
}

/** How late an event is at most when the notification of its commit was lost, or when Kafka or Postgres came back. */
const POLL_MS = 1_000
/** Keeps the listening connection from being taken for dead; wakes nobody. */
const HEARTBEAT = 'heartbeat'

/**
 * Carries events from the outbox to Kafka: at-least-once, in order within each key, each topic by one process at a time.
 * Woken by each commit. While Kafka or Postgres is away it tries again for as long as it takes.
 */
export function createRelay({ sql, publisher, topics, log }: RelayOptions): Service {
  const lanes = topics.map((topic) => {
    const publish = publishingTo(topic, publisher, log)
    const step = async () => (await drainOutbox(sql, topic.name, publish)) > 0
    return createLoop({ name: `outbox of ${topic.name}`, everyMs: POLL_MS, log, step })
  })
  const heartbeat = createLoop({
    name: 'outbox heartbeat',
    everyMs: POLL_MS,
    log,
    step: () => sql.notify(OUTBOX_CHANNEL, HEARTBEAT).then(() => false),
  })
  const relay = composeServices('outbox relay', [...lanes, heartbeat])

  function wakeAll(): void {
    for (const lane of lanes) lane.wake()
  }

  return {
    ...relay,
    async start() {
      await sql.listen(OUTBOX_CHANNEL, (payload) => payload !== HEARTBEAT && wakeAll(), wakeAll)
      await relay.start()
    },
  }
}
