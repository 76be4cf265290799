import {
  deliveryEvents,
  deliveryLocation,
  deliveryNotifications,
  deliveryWatches,
  erasures,
  riderAssignments,
} from '@doorstep/contracts'
import { connectKafka, createPublisher, topicsReady } from '@doorstep/kafka'
import { composeServices, createMetrics, httpServer, type Logger, type Service } from '@doorstep/runtime'
import { buildApp } from './app.ts'
import { createAssignmentsTable } from './assignments-table.ts'
import { connectionLimits, type LiveConfig } from './config.ts'
import { locationConsumer } from './consumer.ts'
import { createDeliveriesTable } from './deliveries-table.ts'
import { erase, followErasures } from './erasures.ts'
import { createFanOut } from './fan-out.ts'
import { createAdmission } from './gateway/admission.ts'
import { createConnections } from './gateway/connections.ts'
import { createRooms } from './gateway/rooms.ts'
import { webSockets } from './gateway/sockets.ts'
import { showPositions } from './handler.ts'
import { liveMetrics } from './metrics.ts'
import { createOperations } from './operations/operations.ts'
import { connectRedis, redisConnection } from './redis.ts'
import { createStore } from './store.ts'
import { followTables, forgetEnded } from './tables.ts'
import { watchedDeliveries } from './watched-deliveries.ts'
import { announcedWatches } from './watches.ts'

const topics = [
  deliveryLocation,
  riderAssignments,
  deliveryEvents,
  deliveryNotifications,
  deliveryWatches,
  erasures,
]

/**
 * The composition root: a projector, which shows positions in Redis, a gateway, which brings them to customers, and the
 * operators' view of everybody.
 */
export async function createLive(config: LiveConfig, log: Logger): Promise<Service> {
  const registry = createMetrics('live')
  const metrics = liveMetrics(registry)
  const now = Date.now
  const kafka = connectKafka({
    clientId: 'live',
    brokers: config.KAFKA_BROKERS,
    topicPrefix: config.TOPIC_PREFIX,
    log,
    metrics: registry,
  })
  const redis = connectRedis(config.REDIS_URL, 'commands', log)
  const subscribing = connectRedis(config.REDIS_URL, 'subscriptions', log)
  const publisher = createPublisher(kafka)

  const assignments = createAssignmentsTable()
  const deliveries = createDeliveriesTable(now)
  const store = createStore(redis, config.TOPIC_PREFIX)
  const fanOut = createFanOut(subscribing, config.TOPIC_PREFIX)
  const watches = announcedWatches(fanOut, { publisher, log, now })
  const told = { deliveries: watchedDeliveries(deliveries, assignments), trails: store, now }
  const rooms = createRooms({ ...told, log, channels: watches, shown: metrics.shown })
  deliveries.listen(rooms)
  const publicOrigin = new URL(config.PUBLIC_URL).origin
  const apiKey = config.DOORSTEP_API_KEY
  const { customers } = metrics
  const operations = createOperations({ kafka, registry, deliveries, customers, apiKey, publicOrigin, now })

  const connected = [redisConnection(redis, 'redis'), redisConnection(subscribing, 'redis subscriptions')]
  const following = [
    followErasures(kafka, erase({ deliveries, trails: store, operations, log })),
    ...followTables(kafka, { assignments: [assignments, operations.assignments], deliveries }),
    locationConsumer(kafka, publisher, showPositions(assignments, store)),
  ]
  const admit = createAdmission(config.TRACKING_TOKEN_SECRET, deliveries)
  const connections = createConnections(connectionLimits(config), metrics)
  const gateway = { admit, rooms, connections, metrics }
  const app = await buildApp({
    ...told,
    log,
    registry,
    readiness: [...connected, ...following],
    gateway,
    operations: operations.routes,
    admit,
  })

  return composeServices('live', [
    ...connected,
    topicsReady(kafka, topics),
    publisher,
    fanOut,
    watches,
    ...following,
    forgetEnded(deliveries),
    httpServer(app, { host: config.HOST, port: config.PORT }),
    operations,
    webSockets({ ...gateway, server: app.server, publicOrigin, log, others: operations.upgrade }),
  ])
}
