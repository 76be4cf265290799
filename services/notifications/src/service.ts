import { deliveryEvents, deliveryLocation, deliveryNotifications } from '@doorstep/contracts'
import { connectKafka, createPublisher, groupProgress, topicsReady } from '@doorstep/kafka'
import { connectPostgres, migrations, postgresConnection } from '@doorstep/postgres'
import { composeServices, createMetrics, httpServer, type Logger, type Service } from '@doorstep/runtime'
import { createAlarms } from './alarms.ts'
import { buildApp } from './app.ts'
import type { NotificationsConfig } from './config.ts'
import { GROUP, notificationsConsumer } from './consumer.ts'
import { eventsFirst } from './events-first.ts'
import { createHandledUntil } from './handled-until.ts'
import { type Announce, notifyOnEvents, notifyOnFixes } from './handler.ts'
import { createLoop } from './loop.ts'
import { notificationMetrics } from './notification-metrics.ts'
import { createRelay } from './relay.ts'
import { createDueStore } from './store/due.ts'
import { createProgressStore } from './store/progress.ts'
import { forgetEnded } from './store/retention.ts'
import { createPoster } from './webhooks/post.ts'
import { createSender } from './webhooks/sender.ts'

const SCHEMA = 'notifications'
const RETENTION_EVERY_MS = 60 * 60_000

/** The composition root. Stopping takes no new work first, then finishes what was decided. */
export async function createNotifications(config: NotificationsConfig, log: Logger): Promise<Service> {
  const metrics = createMetrics('notifications')
  const url = config.DATABASE_URL
  const decidingSql = connectPostgres({ url, schema: SCHEMA })
  const sendingSql = connectPostgres({ url, schema: SCHEMA })
  const postgres = postgresConnection(decidingSql)
  const counted = notificationMetrics(sendingSql, metrics)

  const kafka = connectKafka({
    clientId: 'notifications',
    brokers: config.KAFKA_BROKERS,
    topicPrefix: config.TOPIC_PREFIX,
    log,
    metrics,
  })
  const publisher = createPublisher(kafka)
  const relay = createRelay({ sql: sendingSql, publisher, log })
  const poster = createPoster({ secret: config.WEBHOOK_SECRET, allowPrivate: config.WEBHOOK_ALLOW_PRIVATE })
  const sender = createSender({ sql: sendingSql, poster, log, onAnswer: counted.answered })

  const announce: Announce = (notifications) => {
    if (notifications.length === 0) return
    counted.decided(notifications)
    relay.wake()
    sender.wake()
  }
  const store = createProgressStore(decidingSql)
  const events = groupProgress(kafka, GROUP, deliveryEvents)
  const fixes = groupProgress(kafka, GROUP, deliveryLocation)
  const consumer = notificationsConsumer(kafka, publisher, {
    onEvents: notifyOnEvents(store, announce),
    onFixes: eventsFirst(notifyOnFixes(store, announce), { events }),
  })
  const alarms = createAlarms({
    due: createDueStore(decidingSql),
    store,
    events: createHandledUntil(deliveryEvents, events),
    fixes: createHandledUntil(deliveryLocation, fixes),
    announce,
    log,
  })
  const app = await buildApp({ log, metrics, readiness: [postgres, publisher, consumer] })

  return composeServices('notifications', [
    postgres,
    postgresConnection(sendingSql),
    migrations(decidingSql, { schema: SCHEMA, directory: new URL('../migrations/', import.meta.url) }),
    topicsReady(kafka, [deliveryEvents, deliveryLocation, deliveryNotifications]),
    publisher,
    relay,
    sender,
    createLoop({ name: 'retention', everyMs: RETENTION_EVERY_MS, log, step: () => forgetEnded(sendingSql) }),
    alarms,
    consumer,
    httpServer(app, { host: config.HOST, port: config.PORT }),
  ])
}
