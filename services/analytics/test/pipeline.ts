import { deliveryEvents, deliveryLocation, type LocationFix } from '@doorstep/contracts'
import {
  connectKafka,
  createPublisher,
  type KafkaCluster,
  type Publisher,
  topicsReady,
} from '@doorstep/kafka'
import { composeServices, type Service } from '@doorstep/runtime'
import { aFix, aTopicPrefix, silentLog } from '@doorstep/testing'
import { createAnalytics } from '../src/service.ts'
import { type AnalyticsDatabase, API_KEY, anAnalyticsDatabase } from './analytics-database.ts'

export interface Pipeline extends AnalyticsDatabase {
  readonly kafka: KafkaCluster
  readonly publisher: Publisher
  /** The environment of a process of the service. */
  env(databaseUrl?: string): Record<string, string>
  /** The service within this process, on the same group and database; `databaseUrl` may lead there another way. */
  startService(databaseUrl?: string): Promise<Service>
  stopServices(): Promise<void>
}

/** What is published is the arrangement here, and the machine may be busy. */
const PATIENCE_MS = 30_000

/** The service over topics and a database of its own, on real servers. */
export async function aPipeline(servers: { kafkaBrokers: string; databaseUrl: string }): Promise<Pipeline> {
  const database = await anAnalyticsDatabase(servers.databaseUrl)
  const topicPrefix = aTopicPrefix()
  const kafka = connectKafka({ clientId: 'test', brokers: servers.kafkaBrokers, topicPrefix, log: silentLog })
  const publisher = createPublisher(kafka, { deadlineMs: PATIENCE_MS })
  const testing = composeServices('test', [topicsReady(kafka, [deliveryLocation, deliveryEvents]), publisher])
  await testing.start()
  const started: Service[] = []

  const config = (databaseUrl = database.url) => ({
    HOST: '127.0.0.1',
    PORT: 0,
    LOG_LEVEL: 'silent',
    KAFKA_BROKERS: servers.kafkaBrokers,
    TOPIC_PREFIX: topicPrefix,
    DATABASE_URL: databaseUrl,
    DOORSTEP_API_KEY: API_KEY,
    FETCH_BYTES: 1_048_576,
    RETENTION_DAYS: 30,
  })

  async function stopServices(): Promise<void> {
    for (const service of started.splice(0)) await service.stop()
  }

  return {
    ...database,
    stopServices,
    kafka,
    publisher,
    env: (databaseUrl) =>
      Object.fromEntries(Object.entries(config(databaseUrl)).map(([name, value]) => [name, String(value)])),
    async startService(databaseUrl) {
      const service = await createAnalytics(config(databaseUrl), silentLog)
      await service.start()
      started.push(service)
      return service
    },
    async stop() {
      await stopServices()
      await testing.stop()
      await database.stop()
    },
  }
}

/** So many fixes of so many riders, a second apart, the newest now. */
export function fixesOf(riders: number, fixesEach: number): LocationFix[] {
  const newest = Date.now()
  return Array.from({ length: riders * fixesEach }, (_, i) =>
    aFix({
      riderId: `r-${i % riders}`,
      recordedAt: newest - (fixesEach - 1 - Math.floor(i / riders)) * 1_000,
      receivedAt: newest,
    }),
  )
}

export function identities(fixes: readonly Pick<LocationFix, 'riderId' | 'recordedAt'>[]): string[] {
  return fixes.map(({ riderId, recordedAt }) => `${riderId} ${recordedAt}`).toSorted()
}
