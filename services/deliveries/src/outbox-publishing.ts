import type { Topic } from '@doorstep/contracts'
import { DoorstepError, type Logger } from '@doorstep/runtime'
import type { OutboxEvent, RefusedEvent } from './store/outbox.ts'

export interface EventPublisher {
  /** Resolves when all are durable, in this order within each key. */
  publishAll(topic: Topic, events: readonly unknown[]): Promise<unknown>
}

/**
 * Publishes in order and answers with the events that no retry can mend: too large, or not what the topic's schema says.
 * Rejects while Kafka is away; some may have been published then, and will be again.
 */
export function publishing(publisher: EventPublisher, topics: readonly Topic[], log: Logger) {
  /** Every topic of a deployment is known to its newest relay; until that one runs, the event waits. */
  function topicNamed(name: string): Topic {
    const topic = topics.find((known) => known.name === name)
    if (topic === undefined) throw new Error(`The outbox names an unknown topic: ${name}`)
    return topic
  }

  async function publishTogether(events: readonly OutboxEvent[]): Promise<void> {
    const byTopic = Map.groupBy(events, ({ topic }) => topicNamed(topic))
    const sends = [...byTopic].map(([topic, records]) =>
      publisher.publishAll(
        topic,
        records.map(({ event }) => event),
      ),
    )
    // All settled, then judged: the lock is not given up with a send in flight.
    await Promise.allSettled(sends)
    await Promise.all(sends)
  }

  async function publishOneByOne(events: readonly OutboxEvent[]): Promise<RefusedEvent[]> {
    const refused: RefusedEvent[] = []
    for (const event of events) {
      try {
        await publishTogether([event])
      } catch (err) {
        if (!isFinal(err)) throw err
        log.error({ err, topic: event.topic, key: event.key }, 'set aside: Kafka will never take this event')
        refused.push({ id: event.id, reason: err.message })
      }
    }
    return refused
  }

  return async (events: readonly OutboxEvent[]): Promise<RefusedEvent[]> => {
    try {
      await publishTogether(events)
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
