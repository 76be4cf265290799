import {
  type DeliveryNotification,
  deliveryEvents,
  deliveryLocation,
  deliveryNotifications,
} from '@doorstep/contracts'
import { connectKafka, createPublisher, followTopic, type Publisher, topicsReady } from '@doorstep/kafka'
import { connectPostgres, migrations, type Sql } from '@doorstep/postgres'
import { composeServices, type Service } from '@doorstep/runtime'
import { aDatabase, aTopicPrefix, silentLog } from '@doorstep/testing'
import { createNotifications } from '../src/service.ts'
import { WEBHOOK_SECRET } from './receiver.ts'

const SCHEMA = 'notifications'

/** What is published is the arrangement here, and the machine may be busy. */
const PATIENCE_MS = 30_000

export interface Pipeline {
  readonly publisher: Publisher
  readonly sql: Sql
  /** What the topic `delivery-notifications` has, in order. */
  readonly notifications: readonly DeliveryNotification[]
  /** The environment of a process of the service. */
  readonly env: Readonly<Record<string, string>>
  /** Another one within this process, on the same group and database. */
  startService(changes?: { readonly databaseUrl?: string }): Promise<Service>
  stop(): Promise<void>
}

/** The service, installed long ago, over topics and a database of its own, on real servers. */
export async function aPipeline(servers: { kafkaBrokers: string; databaseUrl: string }): Promise<Pipeline> {
  const database = await aDatabase(servers.databaseUrl)
  const topicPrefix = aTopicPrefix()
  const config = {
    HOST: '127.0.0.1',
    PORT: 0,
    LOG_LEVEL: 'silent',
    KAFKA_BROKERS: servers.kafkaBrokers,
    TOPIC_PREFIX: topicPrefix,
    DATABASE_URL: database.url,
    WEBHOOK_SECRET,
    WEBHOOK_SECRET_PREVIOUS: '',
    DOORSTEP_API_KEY: 'merchants-key',
    WEBHOOK_ALLOW_PRIVATE: true,
    SMTP_URL: '',
    VAPID_PUBLIC_KEY: '',
    VAPID_PRIVATE_KEY: '',
    EMAIL_FROM: 'no-reply@localhost',
    PUBLIC_URL: 'http://localhost',
    TRACKING_TOKEN_SECRET: '',
  }
  const kafka = connectKafka({
    clientId: 'test',
    brokers: servers.kafkaBrokers,
    topicPrefix,
    log: silentLog,
  })
  const publisher = createPublisher(kafka, { deadlineMs: PATIENCE_MS })
  const notifications: DeliveryNotification[] = []
  const apply = (event: DeliveryNotification | undefined) => {
    if (event !== undefined) notifications.push(event)
  }
  const testing = composeServices('test', [
    topicsReady(kafka, [deliveryEvents, deliveryLocation, deliveryNotifications]),
    publisher,
    followTopic(kafka, { topic: deliveryNotifications, apply }),
  ])
  await testing.start()
  const sql = connectPostgres({ url: database.url, schema: SCHEMA })
  await migrations(sql, { schema: SCHEMA, directory: new URL('../migrations/', import.meta.url) }).start()
  await sql`update beginning set at = to_timestamp(0)`
  const started: Service[] = []

  return {
    env: Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)])),
    publisher,
    sql,
    notifications,
    async startService({ databaseUrl = database.url } = {}) {
      const service = await createNotifications({ ...config, DATABASE_URL: databaseUrl }, silentLog)
      await service.start()
      started.push(service)
      return service
    },
    async stop() {
      for (const service of started) await service.stop()
      await testing.stop()
      await sql.end()
      await database.drop()
    },
  }
}
