import type { ReadinessCheck } from '@doorstep/runtime'
import type { KafkaCluster } from '../cluster.ts'
import { PublishTimeoutError } from '../errors.ts'
import type { DeliveryEvents } from './delivery.ts'
import type { RecordPosition } from './pending.ts'
import type { OutgoingRecord } from './transport.ts'

/** An instance that is not ready gets no traffic that could show it is well again, so old trouble does not count. */
const TROUBLE_COUNTS_FOR_MS = 3_000

export interface WatchedSends extends Pick<ReadinessCheck, 'waitingFor'> {
  readonly events: DeliveryEvents
  counted(
    records: readonly OutgoingRecord[],
    append: () => readonly Promise<RecordPosition>[],
  ): Promise<RecordPosition[]>
}

/** What a publisher's sends say about Kafka: counted for the operator, remembered for readiness. */
export function watchedSends(kafka: KafkaCluster): WatchedSends {
  const { metrics, log } = kafka
  let trouble: { readonly message: string; readonly at: number } | undefined

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
    async counted(records, append) {
      const startedAt = performance.now()
      metrics.queued.inc(records.length)
      let errorType = ''
      try {
        return await Promise.all(append())
      } catch (error) {
        errorType = error instanceof Error ? error.name : 'unknown'
        if (error instanceof PublishTimeoutError) troubled(error)
        throw error
      } finally {
        metrics.queued.dec(records.length)
        metrics.publishDuration.observe((performance.now() - startedAt) / 1_000)
        for (const { topic } of records) {
          metrics.sent.inc({ messaging_destination_name: topic, error_type: errorType })
        }
      }
    },
    async waitingFor() {
      const recent = trouble !== undefined && Date.now() - trouble.at < TROUBLE_COUNTS_FOR_MS
      return recent ? `Kafka at ${kafka.brokers}: ${trouble?.message}` : kafka.waitingFor()
    },
  }
}
