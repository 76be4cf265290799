import {
  deliveryLocation,
  deliveryWatches,
  locationRejects,
  riderAssignments,
  riderKeys,
} from '@doorstep/contracts'
import { connectKafka, createPublisher, topicsReady } from '@doorstep/kafka'
import {
  composeServices,
  createMetrics,
  httpServer,
  type Logger,
  riderKeySecrets,
  type Service,
} from '@doorstep/runtime'
import { buildApp } from './app.ts'
import { type IngestConfig, limitsOf, pingBounds, queueOf, ratesOf } from './config.ts'
import { followDutyRoster } from './duty-roster.ts'
import { takeLocations } from './handler.ts'
import { locationLog } from './location-log.ts'
import { metered } from './metered.ts'
import { createMotionMemory } from './motion-memory.ts'
import { nextPingFrom } from './next-ping.ts'
import { followRiderKeys } from './rider-keys.ts'
import { paced, rememberedPace } from './rider-pace.ts'
import { followWatches } from './watches.ts'

/** 30 MB when full. Beyond it, the riders silent for longest are met as if for the first time. */
const REMEMBERED_RIDERS = 100_000

/**
 * The composition root. The port opens when Kafka takes fixes and every rider's duty is known, and closes first.
 * `toLog` is there for the benchmark, which compares with an ingest that answers without Kafka.
 */
export async function createIngest(config: IngestConfig, log: Logger, toLog = locationLog): Promise<Service> {
  const metrics = createMetrics('ingest')
  const kafka = connectKafka({
    clientId: 'ingest',
    brokers: config.KAFKA_BROKERS,
    topicPrefix: config.TOPIC_PREFIX,
    log,
    metrics,
  })
  const publisher = createPublisher(kafka, queueOf(config))
  const roster = followDutyRoster(kafka)
  const watches = followWatches(kafka, Date.now)
  const keys = followRiderKeys(kafka, riderKeySecrets(config))
  const motions = createMotionMemory(kafka, REMEMBERED_RIDERS)
  const pace = rememberedPace(REMEMBERED_RIDERS, ratesOf(config))
  const take = takeLocations({
    log: toLog(publisher),
    roster,
    motions,
    now: Date.now,
    limits: limitsOf(config),
  })

  const app = await buildApp({
    log,
    metrics,
    // Not the watches: fixes are as safe without them.
    readiness: [publisher, roster, keys],
    take: metered(paced(take, pace), metrics),
    keys,
    pace,
    nextPing: nextPingFrom({ roster, watches, bounds: pingBounds(config) }),
  })

  return composeServices('ingest', [
    topicsReady(kafka, [deliveryLocation, locationRejects, riderAssignments, riderKeys, deliveryWatches]),
    publisher,
    roster,
    watches,
    keys,
    motions,
    httpServer(app, { host: config.HOST, port: config.PORT, maxConnections: config.MAX_CONNECTIONS }),
  ])
}
