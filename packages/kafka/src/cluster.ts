import type { Logger, Metrics } from '@doorstep/runtime'
import { Kafka, logLevel } from 'kafkajs'
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
}

/** A broker that does not answer within this is taken for frozen. Above the wait for acknowledgements. */
export const REQUEST_TIMEOUT_MS = 5_000

export function connectKafka(options: ConnectOptions): KafkaCluster {
  const { clientId, brokers, topicPrefix = '', log, metrics } = options
  const client = new Kafka({
    clientId,
    brokers: brokers.split(',').map((broker) => broker.trim()),
    connectionTimeout: 1_000,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry: { initialRetryTime: 100, multiplier: 2, maxRetryTime: 1_000, retries: 8 },
    logLevel: logLevel.WARN,
    logCreator: kafkaLog(log),
  })
  return {
    ...reachability(client, brokers, log),
    client,
    clientId,
    brokers,
    log,
    metrics: kafkaMetrics(metrics),
    prefixed: (name) => topicPrefix + name,
  }
}
