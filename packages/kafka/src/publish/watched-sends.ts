import type { ReadinessCheck } from '@doorstep/runtime'
import type { Counter } from 'prom-client'
import type { KafkaCluster } from '../cluster.ts'
import { PublishTimeoutError } from '../errors.ts'
import type { DeliveryEvents } from './delivery.ts'
import type { RecordPosition } from './pending.ts'

/** An instance that is not ready gets no traffic that could show it is well again, so old trouble does not count. */
const TROUBLE_COUNTS_FOR_MS = 3_000

export interface WatchedSends extends Pick<ReadinessCheck, 'waitingFor'> {
  readonly events: DeliveryEvents
  /** So many records for one topic. */
  counted(topic: string, records: number, append: () => Promise<RecordPosition[]>): Promise<RecordPosition[]>
}

/** What a publisher's sends say about Kafka: counted for the operator, remembered for readiness. */
export function watchedSends(kafka: KafkaCluster): WatchedSends {
  const { metrics, log } = kafka
  let trouble: { readonly message: string; readonly at: number } | undefined

  /** Looked up once: prom-client hashes the labels each time. */
  const sent = new Map<string, Counter.Internal>()
  function sentTo(topic: string, errorType: string): Counter.Internal {
    const name = `${topic} ${errorType}`
    const counter = sent.get(name) ?? metrics.sent.labels(topic, errorType)
    sent.set(name, counter)
    return counter
  }

  /** What came first says more than the time-outs that follow from it. */
  function troubled(error: unknown): void {
    if (trouble === undefined) log.warn({ err: error }, 'Kafka does not acknowledge, sending again')
    const message = trouble?.message ?? (error instanceof Error ? error.message : String(error))
    trouble = { message, at: Date.now() }
  }

  return {
    events: {
      resending: (records) => metrics.resent.inc(records),
      sent(error) {
        if (error === undefined) trouble = undefined
        else troubled(error)
      },
    },
    async counted(topic, records, append) {
      const startedAt = performance.now()
      metrics.queued.inc(records)
      let errorType = ''
      try {
        return await append()
      } catch (error) {
        errorType = error instanceof Error ? error.name : 'unknown'
        if (error instanceof PublishTimeoutError) troubled(error)
        throw error
      } finally {
        metrics.queued.dec(records)
        metrics.publishDuration.observe((performance.now() - startedAt) / 1_000)
        sentTo(topic, errorType).inc(records)
      }
    },
    async waitingFor() {
      const recent = trouble !== undefined && Date.now() - trouble.at < TROUBLE_COUNTS_FOR_MS
      return recent ? `Kafka at ${kafka.brokers}: ${trouble?.message}` : kafka.waitingFor()
    },
  }
}
