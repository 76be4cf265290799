import type { DeliveryNotification } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import type { Metrics } from '@doorstep/runtime'
import { Counter, Gauge, Histogram } from 'prom-client'

export interface NotificationMetrics {
  decided(notifications: readonly DeliveryNotification[]): void
  answered(state: string, sinceDecidedMs: number): void
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
    name: 'doorstep_webhook_tries_total',
    help: 'Tries by what became of the webhook: delivered, pending (to be tried again), failed, disabled.',
    labelNames: ['state'],
    registers,
  })
  const delay = new Histogram({
    name: 'doorstep_webhook_delay_seconds',
    help: 'From deciding a notification to its receiver accepting it.',
    buckets,
    registers,
  })
  backlogGauges(sql, metrics)

  return {
    decided: (notifications) => {
      for (const { kind } of notifications) decided.inc({ kind })
    },
    answered: (state, sinceDecidedMs) => {
      tries.inc({ state })
      if (state === 'delivered') delay.observe(sinceDecidedMs / 1_000)
    },
  }
}

/** Every process tells the same: take the maximum. */
function backlogGauges(sql: Sql, metrics: Metrics): void {
  const registers = [metrics]
  new Gauge({
    name: 'doorstep_webhooks',
    help: 'Webhooks not delivered: pending, or failed for good and kept.',
    labelNames: ['state'],
    registers,
    async collect() {
      for (const state of ['pending', 'failed'])
        this.set({ state }, await count(sql`select count(*)::integer from webhooks where state = ${state}`))
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
