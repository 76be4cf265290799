import { deliveryEvents, deliveryLocation, deliveryNotifications, erasures } from '@doorstep/contracts'
import {
  connectKafka,
  createPublisher,
  groupProgress,
  type KafkaCluster,
  type Publisher,
  topicsReady,
} from '@doorstep/kafka'
import { connectPostgres, migrations, postgresConnection, type Sql } from '@doorstep/postgres'
import {
  ConfigError,
  composeServices,
  createLoop,
  createMetrics,
  httpServer,
  type Logger,
  type Service,
} from '@doorstep/runtime'
import { createAlarms } from './alarms.ts'
import { buildApp } from './app.ts'
import type { NotificationsConfig } from './config.ts'
import { GROUP, notificationsConsumer } from './consumer.ts'
import { customerLinks } from './customer-links.ts'
import type { Channel } from './domain/dispatch.ts'
import { emailChannel } from './email/channel.ts'
import { eventsFirst } from './events-first.ts'
import { createHandledUntil } from './handled-until.ts'
import { type Announce, notifyOnEvents, notifyOnFixes } from './handler.ts'
import { type NotificationMetrics, notificationMetrics } from './notification-metrics.ts'
import { pushChannel } from './push/channel.ts'
import { vapidOf } from './push/vapid.ts'
import { createRelay } from './relay.ts'
import { createSender } from './sender.ts'
import { createChosenKinds } from './store/chosen-kinds.ts'
import { createDispatchArchive } from './store/dispatch-pages.ts'
import { createDueStore } from './store/due.ts'
import { createEndpointStore } from './store/endpoints.ts'
import { carryOut } from './store/erasures.ts'
import { createMailboxes } from './store/mailboxes.ts'
import { createProgressStore } from './store/progress.ts'
import { forgetEnded } from './store/retention.ts'
import { createSubscriptionStore } from './store/subscriptions.ts'
import { webhookChannel } from './webhooks/channel.ts'
import { createGuardedPost } from './webhooks/guarded-post.ts'
import { createPoster } from './webhooks/post.ts'
import { signingSecrets } from './webhooks/secrets.ts'

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
  const { sender, channels, ...told } = telling(config, sendingSql, counted, log)
  const announce: Announce = (notifications) => {
    if (notifications.length === 0) return
    counted.decided(notifications)
    relay.wake()
    sender.wake()
  }
  const { consumer, alarms } = deciding(kafka, { publisher, sql: decidingSql, channels, announce, log })
  const readiness = [postgres, publisher, consumer]
  const apiKey = config.DOORSTEP_API_KEY
  const app = await buildApp({ log, metrics, readiness, apiKey, wake: sender.wake, ...told })

  return composeServices('notifications', [
    postgres,
    postgresConnection(sendingSql),
    migrations(decidingSql, { schema: SCHEMA, directory: new URL('../migrations/', import.meta.url) }),
    topicsReady(kafka, [deliveryEvents, deliveryLocation, deliveryNotifications, erasures]),
    publisher,
    relay,
    sender,
    createLoop({ name: 'retention', everyMs: RETENTION_EVERY_MS, log, step: () => forgetEnded(sendingSql) }),
    alarms,
    consumer,
    httpServer(app, { host: config.HOST, port: config.PORT }),
  ])
}

interface DecidingOptions {
  readonly publisher: Publisher
  readonly sql: Sql
  readonly channels: readonly Channel[]
  readonly announce: Announce
  readonly log: Logger
}

function deciding(kafka: KafkaCluster, { publisher, sql, channels, announce, log }: DecidingOptions) {
  const store = createProgressStore(sql, channels)
  const events = groupProgress(kafka, GROUP, deliveryEvents)
  const fixes = groupProgress(kafka, GROUP, deliveryLocation)
  const consumer = notificationsConsumer(kafka, publisher, {
    onEvents: notifyOnEvents(store, announce),
    onFixes: eventsFirst(notifyOnFixes(store, announce), { events }),
    onErasures: async (batch) => {
      for (const { event } of batch) await carryOut(sql, event)
    },
  })
  const alarms = createAlarms({
    due: createDueStore(sql),
    store,
    events: createHandledUntil(deliveryEvents, events),
    fixes: createHandledUntil(deliveryLocation, fixes),
    announce,
    log,
  })
  return { consumer, alarms }
}

function telling(config: NotificationsConfig, sql: Sql, counted: NotificationMetrics, log: Logger) {
  const allowPrivate = config.WEBHOOK_ALLOW_PRIVATE
  const endpoints = createEndpointStore(sql)
  const subscriptions = createSubscriptionStore(sql)
  const secrets = signingSecrets(config.WEBHOOK_SECRET, config.WEBHOOK_SECRET_PREVIOUS || undefined)
  const links = customerLinks(config.PUBLIC_URL, config.TRACKING_TOKEN_SECRET)
  const email = config.SMTP_URL !== '' && linked(config, 'SMTP_URL')
  const vapid = vapidOf(config)
  const pushes = vapid !== undefined && linked(config, 'VAPID_PUBLIC_KEY')
  const channels = {
    webhook: webhookChannel({ poster: createPoster({ allowPrivate }), endpoints, secrets, log }),
    ...(email && { email: emailChannel({ ...emailFrom(config), links, mailboxes: createMailboxes(sql) }) }),
    ...(pushes && {
      push: pushChannel({
        vapid,
        guardedPost: createGuardedPost({ allowPrivate }),
        subscriptions,
        links,
      }),
    }),
  }
  return {
    sender: createSender({ sql, channels, log, onAnswer: counted.answered }),
    channels: Object.keys(channels) as Channel[],
    dispatches: createDispatchArchive(sql),
    chosenKinds: createChosenKinds(sql),
    ...{ endpoints, secrets, subscriptions, links, pushes, allowPrivate },
  }
}

/** What customers are told leads to their map. */
function linked({ TRACKING_TOKEN_SECRET }: NotificationsConfig, needing: string): true {
  if (TRACKING_TOKEN_SECRET === '')
    throw new ConfigError(`Invalid configuration: ${needing} needs TRACKING_TOKEN_SECRET`)
  return true
}

function emailFrom({ SMTP_URL, EMAIL_FROM, PUBLIC_URL }: NotificationsConfig) {
  return { smtpUrl: SMTP_URL, from: EMAIL_FROM, domain: new URL(PUBLIC_URL).hostname }
}
