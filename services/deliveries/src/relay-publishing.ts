import type { Topic } from '@doorstep/contracts'
import { DoorstepError, type Logger } from '@doorstep/runtime'
import type { OutboxEvent, RefusedEvent } from './store/outbox.ts'

export interface EventPublisher {
  /** Resolves when all are durable, in this order within each key. */
  publishAll(topic: Topic, events: readonly unknown[]): Promise<unknown>
  /** The same for keys that are deleted. */
  retractAll(topic: Topic, keys: readonly string[]): Promise<unknown>
}

/**
 * Publishes in order, and answers with those that no retry can mend, such as one that is too large. Rejects if nothing
 * is known of them, or if all are refused: then it is the topic, or our right to it, that somebody has to mend.
 */
export function publishingTo(topic: Topic, publisher: EventPublisher, log: Logger) {
  async function send(events: readonly OutboxEvent[]): Promise<void> {
    for (const run of runsOfAKind(events)) {
      if (run[0]?.event === null)
        await publisher.retractAll(
          topic,
          run.map(({ key }) => key),
        )
      else
        await publisher.publishAll(
          topic,
          run.map(({ event }) => event),
        )
    }
  }

  async function publishOneByOne(events: readonly OutboxEvent[]): Promise<RefusedEvent[]> {
    const refused: { readonly id: string; readonly key: string; readonly error: DoorstepError }[] = []
    for (const outboxEvent of events) {
      const { id, key } = outboxEvent
      try {
        await send([outboxEvent])
      } catch (error) {
        if (!isFinal(error)) throw error
        refused.push({ id, key, error })
      }
    }
    if (refused.length === events.length) throw refused[0]?.error
    for (const { id, key, error } of refused)
      log.error({ err: error, topic: topic.name, key, outboxId: id }, 'set aside: Kafka will never take it')
    return refused.map(({ id, error }) => ({ id, reason: error.message }))
  }

  return async (events: readonly OutboxEvent[]): Promise<RefusedEvent[]> => {
    try {
      await send(events)
      return []
    } catch (error) {
      if (!isFinal(error)) throw error
      return publishOneByOne(events)
    }
  }
}

function isFinal(error: unknown): error is DoorstepError {
  return error instanceof DoorstepError && !error.retryable
}

/** In order, cut where events and deletions meet. */
function runsOfAKind(events: readonly OutboxEvent[]): OutboxEvent[][] {
  const runs: OutboxEvent[][] = []
  for (const event of events) {
    const last = runs.at(-1)
    if (last !== undefined && (last[0]?.event === null) === (event.event === null)) last.push(event)
    else runs.push([event])
  }
  return runs
}
