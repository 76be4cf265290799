import { setTimeout as delay } from 'node:timers/promises'
import { loadCity } from '@doorstep/city'
import { connectKafka, createPublisher, type KafkaCluster, topicsReady } from '@doorstep/kafka'
import { connectPostgres, migrations, postgresConnection, type Sql } from '@doorstep/postgres'
import { composeServices, type Logger, type Service } from '@doorstep/runtime'
import type { DeliveriesConfig } from './config.ts'
import { createRelay } from './relay.ts'
import { createRouter } from './router.ts'
import { SCHEMA, topics } from './service.ts'
import type { Planner } from './store/assignments.ts'
import { createWays } from './ways.ts'

/** What a command works with: as the service does, through the outbox, and beside it if that runs. */
export interface CommandTools extends Service {
  readonly sql: Sql
  readonly kafka: KafkaCluster
  readonly planner: Planner
  /** Resolves once all that was told is on the topics. */
  outboxIsEmpty(): Promise<void>
}

const LOOK_EVERY_MS = 100

export function openForCommand(config: DeliveriesConfig, log: Logger): CommandTools {
  const sql = connectPostgres({ url: config.DATABASE_URL, schema: SCHEMA, max: 2 })
  const relaySql = connectPostgres({ url: config.DATABASE_URL, schema: SCHEMA, max: topics.length })
  const kafka = connectKafka({
    clientId: 'deliveries-command',
    brokers: config.KAFKA_BROKERS,
    topicPrefix: config.TOPIC_PREFIX,
    log,
  })
  const publisher = createPublisher(kafka)
  const services = composeServices('deliveries command', [
    postgresConnection(sql),
    migrations(sql, { schema: SCHEMA, directory: new URL('../migrations/', import.meta.url) }),
    topicsReady(kafka, topics),
    publisher,
    postgresConnection(relaySql),
    createRelay({ sql: relaySql, publisher, topics, log }),
  ])
  return {
    ...services,
    sql,
    kafka,
    planner: { ways: createWays(createRouter(loadCity())), lastSeen: () => undefined },
    async outboxIsEmpty() {
      while ((await sql`select from outbox limit 1`).length > 0) await delay(LOOK_EVERY_MS)
    },
  }
}
