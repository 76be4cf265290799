import { type DeliveryNotification, deliveryNotifications } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import { createLoop, type Logger, type Loop } from '@doorstep/runtime'
import { drainOutbox } from './store/outbox.ts'

export interface NotificationPublisher {
  /** Resolves when all are durable, in this order within each delivery. */
  publishAll(
    topic: typeof deliveryNotifications,
    notifications: readonly DeliveryNotification[],
  ): Promise<unknown>
}

export interface RelayOptions {
  readonly sql: Sql
  readonly publisher: NotificationPublisher
  readonly log: Logger
}

/** How late a notification is at most when the process that decided it died before it told. */
const POLL_MS = 1_000

/** Carries what was decided to the topic `delivery-notifications`: at-least-once, in order within each delivery. */
export function createRelay({ sql, publisher, log }: RelayOptions): Loop {
  return createLoop({
    name: 'topic relay',
    everyMs: POLL_MS,
    log,
    step: async () =>
      (await drainOutbox(sql, (batch) => publisher.publishAll(deliveryNotifications, batch))) > 0,
  })
}
