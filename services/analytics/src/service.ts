import { deliveryEvents, deliveryLocation, erasures } from '@doorstep/contracts'
import { connectKafka, createPublisher, topicsReady } from '@doorstep/kafka'
import { connectPostgres, migrations, postgresConnection } from '@doorstep/postgres'
import { composeServices, createMetrics, httpServer, type Logger, type Service } from '@doorstep/runtime'
import { buildApp } from './app.ts'
import type { AnalyticsConfig } from './config.ts'
import { analyticsConsumer } from './consumer.ts'
import { carryOutErasures, erasureKeeper } from './erasures.ts'
import { fixCounts } from './fix-counts.ts'
import { recordDeliveries, recordFixes } from './handler.ts'
import { partitionKeeper } from './partition-keeper.ts'
import { deliveryStore } from './store/deliveries.ts'
import { erasureStore } from './store/erasures.ts'
import { fixStore } from './store/fixes.ts'
import { createPartitions } from './store/partitions.ts'
import { readersOf, readingSession } from './store/readers.ts'

const SCHEMA = 'analytics'

/** So many transactions at once keep one core of Postgres and this process busy. */
const WRITING_CONNECTIONS = 4

/** The composition root. Writing and answering have a pool each, so that no query keeps a fix waiting. */
export async function createAnalytics(config: AnalyticsConfig, log: Logger): Promise<Service> {
  const metrics = createMetrics('analytics')
  const writing = connectPostgres({ url: config.DATABASE_URL, schema: SCHEMA, max: WRITING_CONNECTIONS })
  const reading = connectPostgres({ url: config.DATABASE_URL, schema: SCHEMA, session: readingSession })
  const postgres = postgresConnection(reading)
  const kafka = connectKafka({
    clientId: 'analytics',
    brokers: config.KAFKA_BROKERS,
    topicPrefix: config.TOPIC_PREFIX,
    log,
    metrics,
  })
  const publisher = createPublisher(kafka)
  const partitions = createPartitions(writing)
  const retention = { retentionDays: config.RETENTION_DAYS, now: Date.now }

  const erasing = erasureStore(writing)
  const handlers = {
    fixes: recordFixes({ store: fixStore(writing, partitions), counts: fixCounts(metrics), ...retention }),
    deliveries: recordDeliveries(deliveryStore(writing)),
    erased: carryOutErasures(erasing),
  }
  const consumer = analyticsConsumer(kafka, publisher, handlers, {
    fetchBytes: config.FETCH_BYTES,
    partitionsAtOnce: WRITING_CONNECTIONS,
  })

  const app = await buildApp({
    log,
    metrics,
    readiness: [postgres, consumer],
    apiKey: config.DOORSTEP_API_KEY,
    ...readersOf(reading),
  })

  return composeServices('analytics', [
    postgres,
    postgresConnection(writing),
    migrations(writing, { schema: SCHEMA, directory: new URL('../migrations/', import.meta.url) }),
    partitionKeeper({ partitions, log, ...retention }),
    erasureKeeper(erasing, log),
    topicsReady(kafka, [deliveryLocation, deliveryEvents, erasures]),
    publisher,
    consumer,
    httpServer(app, { host: config.HOST, port: config.PORT }),
  ])
}
