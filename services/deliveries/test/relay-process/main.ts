import { setTimeout as delay } from 'node:timers/promises'
import { connectKafka, createPublisher } from '@doorstep/kafka'
import { connectPostgres } from '@doorstep/postgres'
import { composeServices, createLogger } from '@doorstep/runtime'
import { createRelay } from '../../src/relay.ts'
import type { EventPublisher } from '../../src/relay-publishing.ts'
import { topics } from '../pipeline.ts'

/** About as long as Kafka takes to answer and Postgres to commit: before, in between, and after. */
const KILLED_WITHIN_MS = 6
const KILLED_CHANCE = 0.4
/** How much too early the forgetful one says that events are durable. */
const TOO_EARLY_MS = 50

/** A relay as a process of its own. A doomed one is sent SIGKILL at some moment around a batch: nobody else could aim so well. */
const { DATABASE_URL = '', KAFKA_BROKERS = '', TOPIC_PREFIX = '', DOOMED, FORGETFUL } = process.env
const log = createLogger({ name: 'relay', level: 'fatal' })
const sql = connectPostgres({ url: DATABASE_URL, schema: 'deliveries', max: topics.length })
const kafka = connectKafka({ clientId: 'relay', brokers: KAFKA_BROKERS, topicPrefix: TOPIC_PREFIX, log })
const publisher = createPublisher(kafka)

function maybeDie(): void {
  if (DOOMED === undefined || Math.random() > KILLED_CHANCE) return
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), Math.random() * KILLED_WITHIN_MS)
}

const publishing: EventPublisher = {
  retractAll: publisher.retractAll,
  publishAll(topic, events) {
    maybeDie()
    return publisher.publishAll(topic, events)
  },
}

/** Wrong on purpose: shows that the test would notice. */
const forgetting: EventPublisher = {
  retractAll: publisher.retractAll,
  async publishAll(topic, events) {
    maybeDie()
    delay(TOO_EARLY_MS).then(() => publisher.publishAll(topic, events))
  },
}

await composeServices('relay', [
  publisher,
  createRelay({ sql, publisher: FORGETFUL === undefined ? publishing : forgetting, topics, log }),
]).start()
