import { loadCity } from '@doorstep/city'
import { deliveryEvents, deliveryLocation, erasures, riderAssignments, riderKeys } from '@doorstep/contracts'
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
import { leftoversKeeper } from './leftovers-keeper.ts'
import { askOsrm } from './osrm.ts'
import { outboxMetrics } from './outbox-metrics.ts'
import { createRelay } from './relay.ts'
import { createRouter, withFallback } from './router.ts'
import { createDeliveryStore } from './store/deliveries.ts'
import { createLeftoverStore } from './store/leftovers.ts'
import { createRiderKeyStore } from './store/rider-keys.ts'
import { createRiderStopStore } from './store/rider-stops.ts'
import { createRiderStore } from './store/riders.ts'
import { createWays } from './ways.ts'
import { followWhereabouts } from './whereabouts.ts'

export const SCHEMA = 'deliveries'
export const topics = [deliveryEvents, riderAssignments, riderKeys, erasures]

/** The composition root. Ready while Postgres is: what Kafka cannot take yet waits in the outbox. */
export async function createDeliveries(config: DeliveriesConfig, log: Logger): Promise<Service> {
  const metrics = createMetrics('deliveries')
  const sql = connectPostgres({ url: config.DATABASE_URL, schema: SCHEMA, max: 8 })
  const relaySql = connectPostgres({ url: config.DATABASE_URL, schema: SCHEMA, max: topics.length + 1 })
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

  const builtIn = createRouter(loadCity())
  const ways = createWays(
    config.ROUTER_URL === undefined
      ? builtIn
      : withFallback({ ask: askOsrm(config.ROUTER_URL), builtIn, metrics, log }),
  )
  const whereabouts = followWhereabouts(kafka)
  const planner = { ways, lastSeen: whereabouts.lastSeen }
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
    routeBetween: ways.routeBetween,
  })

  return composeServices('deliveries', [
    postgres,
    migrations(sql, { schema: SCHEMA, directory: new URL('../migrations/', import.meta.url) }),
    topicsReady(kafka, [...topics, deliveryLocation]),
    whereabouts,
    leftoversKeeper({ leftovers: createLeftoverStore(sql), now: Date.now, log }),
    publisher,
    postgresConnection(relaySql),
    createRelay({ sql: relaySql, publisher, topics, log }),
    httpServer(app, { host: config.HOST, port: config.PORT }),
  ])
}
