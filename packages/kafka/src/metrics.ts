import type { Metrics } from '@doorstep/runtime'
import { Counter, Gauge, Histogram, type Metric, Registry } from 'prom-client'

const TOPIC = 'messaging_destination_name'
const GROUP = 'messaging_consumer_group_name'
const PARTITION = 'messaging_destination_partition_id'
const ERROR = 'error_type'

/** Seconds, from an idle broker on the same machine to Kafka's own fail-over. */
const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

/**
 * What is counted on the way to Kafka and back. `messaging_*` follows OpenTelemetry's messaging conventions
 * (status: development), `doorstep_*` is what they have no name for.
 */
export function kafkaMetrics(registry: Metrics = new Registry()) {
  /** A process has one registry and may have many consumers. */
  function once<M extends Metric>(name: string, create: () => M): M {
    return (registry.getSingleMetric(name) as M | undefined) ?? create()
  }
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    once(name, () => new Counter<L>({ name, help, labelNames, registers: [registry] }))
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    once(name, () => new Gauge<L>({ name, help, labelNames, registers: [registry] }))
  const histogram = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    once(name, () => new Histogram<L>({ name, help, labelNames, buckets, registers: [registry] }))

  return {
    sent: counter(
      'messaging_client_sent_messages_total',
      'Records acknowledged, or given up with an error_type.',
      TOPIC,
      ERROR,
    ),
    publishDuration: histogram(
      'messaging_client_operation_duration_seconds',
      'From publishing to the answer: queue, send and acknowledgement of all in-sync replicas.',
    ),
    consumed: counter('messaging_client_consumed_messages_total', 'Records read.', TOPIC, GROUP),
    processDuration: histogram(
      'messaging_process_duration_seconds',
      'One call of a handler.',
      TOPIC,
      GROUP,
      ERROR,
    ),
    resent: counter('doorstep_publisher_resent_records_total', 'Records sent again: not acknowledged yet.'),
    queued: gauge('doorstep_publisher_queue_records', 'Records that wait for an acknowledgement.'),
    deadLetters: counter('doorstep_dead_letters_total', 'Records no retry could mend.', TOPIC, GROUP, ERROR),
    setAside: gauge(
      'doorstep_consumer_partitions_set_aside',
      'Partitions that wait for their handler while the others go on.',
      TOPIC,
      GROUP,
    ),
    lag: gauge('doorstep_consumer_lag_records', 'Records not handled yet.', TOPIC, GROUP, PARTITION),
  }
}

export type KafkaMetrics = ReturnType<typeof kafkaMetrics>
