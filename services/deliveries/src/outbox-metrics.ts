import type { Sql } from '@doorstep/postgres'
import type { Metrics } from '@doorstep/runtime'
import { Gauge } from 'prom-client'

/** How much waits in the outbox, and for how long. Every process tells the same: take the maximum. */
export function outboxMetrics(sql: Sql, metrics: Metrics): void {
  async function ask(question: PromiseLike<readonly { readonly answer: number }[]>): Promise<number> {
    try {
      return (await question)[0]?.answer ?? Number.NaN
    } catch {
      // Postgres is away: that is unknown, and no reason to withhold the process's other metrics.
      return Number.NaN
    }
  }

  new Gauge({
    name: 'doorstep_outbox_records',
    help: 'Events that Kafka has not acknowledged yet.',
    registers: [metrics],
    async collect() {
      this.set(await ask(sql<{ answer: number }[]>`select count(*)::integer as answer from outbox`))
    },
  })
  new Gauge({
    name: 'doorstep_outbox_refused_records',
    help: 'Events set aside because Kafka will never take them.',
    registers: [metrics],
    async collect() {
      this.set(await ask(sql<{ answer: number }[]>`select count(*)::integer as answer from outbox_refused`))
    },
  })
  new Gauge({
    name: 'doorstep_outbox_age_seconds',
    help: 'Since the oldest of them was written; 0 if there is none.',
    registers: [metrics],
    async collect() {
      this.set(
        await ask(sql<{ answer: number }[]>`
          select coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0)::float as answer from outbox`),
      )
    },
  })
}
