import type { DeliveryNotification } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import type { Metrics } from '@doorstep/runtime'
import { Counter, Gauge, Histogram } from 'prom-client'
import type { Channel } from './domain/dispatch.ts'

export interface NotificationMetrics {
  decided(notifications: readonly DeliveryNotification[]): void
  answered(channel: Channel, state: string, sinceDecidedMs: number): void
}

/** Seconds: tens of milliseconds when all is well, 5 s and 5 min after a failed try. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5, 15, 60, 300, 600, 3_600]

export function notificationMetrics(sql: Sql, metrics: Metrics): NotificationMetrics {
  const registers = [metrics]
  const decided = new Counter({
    name: 'doorstep_notifications_decided_total',
    help: 'Notifications decided, each once.',
    labelNames: ['kind'],
    registers,
  })
  const tries = new Counter({
    name: 'doorstep_dispatch_tries_total',
    help: 'Tries by channel and what became of the dispatch: delivered, pending (to be tried again), failed, disabled.',
    labelNames: ['channel', 'state'],
    registers,
  })
  const delay = new Histogram({
    name: 'doorstep_dispatch_delay_seconds',
    help: 'From deciding a notification to its receiver accepting it.',
    labelNames: ['channel'],
    buckets,
    registers,
  })
  backlogGauges(sql, metrics)

  return {
    decided: (notifications) => {
      for (const { kind } of notifications) decided.inc({ kind })
    },
    answered: (channel, state, sinceDecidedMs) => {
      tries.inc({ channel, state })
      if (state === 'delivered') delay.observe({ channel }, sinceDecidedMs / 1_000)
    },
  }
}

/** Every process tells the same: take the maximum. */
function backlogGauges(sql: Sql, metrics: Metrics): void {
  const registers = [metrics]
  new Gauge({
    name: 'doorstep_dispatches',
    help: 'Not delivered: pending, or failed for good and kept.',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const state of ['pending', 'failed'])
        this.set({ state }, await count(sql`select count(*)::integer from dispatches where state = ${state}`))
    },
  })
  new Gauge({
    name: 'doorstep_webhooks_disabled',
    help: 'Receivers that are sent to no more, since they answered 410 or accepted nothing for days.',
    registers,
    async collect() {
      this.set(
        await count(sql`select count(*)::integer from webhook_endpoints where disabled_at is not null`),
      )
    },
  })
  new Gauge({
    name: 'doorstep_outbox_records',
    help: 'Notifications that Kafka has not acknowledged yet.',
    registers,
    async collect() {
      this.set(await count(sql`select count(*)::integer from notifications where published_at is null`))
    },
  })
}

async function count(question: PromiseLike<readonly { count?: number }[]>): Promise<number> {
  try {
    return (await question)[0]?.count ?? Number.NaN
  } catch {
    // Postgres is away: that is unknown, and no reason to withhold the process's other metrics.
    return Number.NaN
  }
}
