import type { Logger, Metrics } from '@doorstep/runtime'
import { Kafka, type KafkaConfig, logLevel } from 'kafkajs'
import { bootstrapAddresses } from './bootstrap-addresses.ts'
import { kafkaLog } from './kafka-log.ts'
import { type KafkaMetrics, kafkaMetrics } from './metrics.ts'
import { type Reachability, reachability } from './reachability.ts'

export interface ConnectOptions {
  readonly clientId: string
  /** host:port, separated by commas. */
  readonly brokers: string
  /** Put before the name of each topic and group, to share a cluster. */
  readonly topicPrefix?: string
  readonly log: Logger
  readonly metrics?: Metrics
}

/** Where Kafka is and how to speak to it. Opaque outside this package; nothing is connected yet. */
export interface KafkaCluster extends Reachability {
  readonly client: Kafka
  readonly clientId: string
  readonly brokers: string
  readonly log: Logger
  readonly metrics: KafkaMetrics
  prefixed(name: string): string
  /** A broker did not answer in time: new connections begin with the others. */
  tryLast(broker: string): void
}

/** A broker that takes longer is taken for frozen. Longer than its own wait for replicas, which a fail-over fills. */
export const REQUEST_TIMEOUT_MS = 4_000

export function connectKafka(options: ConnectOptions): KafkaCluster {
  const { clientId, brokers, topicPrefix = '', log, metrics } = options
  const addresses = bootstrapAddresses(brokers)
  const config: KafkaConfig = {
    clientId,
    brokers: addresses.current,
    connectionTimeout: 1_000,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: { initialRetryTime: 100, multiplier: 2, maxRetryTime: 1_000, retries: 8 },
    logLevel: logLevel.WARN,
    logCreator: kafkaLog(log),
  }
  return {
    ...reachability(config, addresses.current(), log),
    client: new Kafka(config),
    clientId,
    brokers,
    log,
    metrics: kafkaMetrics(metrics),
    prefixed: (name) => topicPrefix + name,
    tryLast: addresses.tryLast,
  }
}
