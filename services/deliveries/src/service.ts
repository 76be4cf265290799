import { loadCity } from '@doorstep/city'
import { deliveryEvents, riderAssignments, riderKeys } from '@doorstep/contracts'
import { connectKafka, createPublisher, topicsReady } from '@doorstep/kafka'
import { connectPostgres, migrations, postgresConnection } from '@doorstep/postgres'
import {
  composeServices,
  createMetrics,
  httpServer,
  type Logger,
  riderKeySecrets,
  type Service,
} from '@doorstep/runtime'
import { buildApp } from './app.ts'
import type { DeliveriesConfig } from './config.ts'
import { outboxMetrics } from './outbox-metrics.ts'
import { createRelay } from './relay.ts'
import { createRouter } from './router.ts'
import { createDeliveryStore } from './store/deliveries.ts'
import { createRiderKeyStore } from './store/rider-keys.ts'
import { createRiderStopStore } from './store/rider-stops.ts'
import { createRiderStore } from './store/riders.ts'
import { createWays } from './ways.ts'

export const SCHEMA = 'deliveries'
export const topics = [deliveryEvents, riderAssignments, riderKeys]

/** The composition root. Ready while Postgres is: what Kafka cannot take yet waits in the outbox. */
export async function createDeliveries(config: DeliveriesConfig, log: Logger): Promise<Service> {
  const metrics = createMetrics('deliveries')
  const sql = connectPostgres({ url: config.DATABASE_URL, schema: SCHEMA, max: 8 })
  const relaySql = connectPostgres({ url: config.DATABASE_URL, schema: SCHEMA, max: topics.length })
  const postgres = postgresConnection(sql)
  const kafka = connectKafka({
    clientId: 'deliveries',
    brokers: config.KAFKA_BROKERS,
    topicPrefix: config.TOPIC_PREFIX,
    log,
    metrics,
  })
  const publisher = createPublisher(kafka)
  outboxMetrics(sql, metrics)

  const routeBetween = createRouter(loadCity())
  const planner = { ways: createWays(routeBetween), lastSeen: () => undefined }
  const app = await buildApp({
    log,
    metrics,
    readiness: [postgres],
    apiKey: config.DOORSTEP_API_KEY,
    riderKeySecrets: riderKeySecrets(config),
    riderKeys: createRiderKeyStore(sql),
    trackingTokenSecret: config.TRACKING_TOKEN_SECRET,
    publicUrl: config.PUBLIC_URL,
    deliveries: createDeliveryStore(sql, planner),
    stops: createRiderStopStore(sql, planner),
    riders: createRiderStore(sql),
    routeBetween,
  })

  return composeServices('deliveries', [
    postgres,
    migrations(sql, { schema: SCHEMA, directory: new URL('../migrations/', import.meta.url) }),
    topicsReady(kafka, topics),
    publisher,
    postgresConnection(relaySql),
    createRelay({ sql: relaySql, publisher, topics, log }),
    httpServer(app, { host: config.HOST, port: config.PORT }),
  ])
}
