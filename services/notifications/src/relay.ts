import { deliveryNotifications } from '@doorstep/contracts'
import type { Publisher } from '@doorstep/kafka'
import type { Sql } from '@doorstep/postgres'
import type { Logger } from '@doorstep/runtime'
import { createLoop, type Loop } from './loop.ts'
import { drainOutbox } from './store/outbox.ts'

export interface RelayOptions {
  readonly sql: Sql
  readonly publisher: Pick<Publisher, 'publishAll'>
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
