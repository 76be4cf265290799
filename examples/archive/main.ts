import { appendFile } from 'node:fs/promises'
import { deliveryLocation } from '@doorstep/contracts'
import { connectKafka, createConsumer, createPublisher, subscription } from '@doorstep/kafka'
import { composeServices, createLogger, kafkaVariables, readEnv, run } from '@doorstep/runtime'
import { Type } from 'typebox'

// A consumer group of its own: it begins at the beginning, and nobody upstream had to know that it would come.
const ArchiveConfig = Type.Object({
  ...kafkaVariables,
  ARCHIVE_FILE: Type.String({ default: 'fixes.jsonl' }),
})
const config = readEnv(ArchiveConfig, process.env)
const log = createLogger({ name: 'archive', level: 'info' })
const { KAFKA_BROKERS: brokers, TOPIC_PREFIX: topicPrefix } = config
const kafka = connectKafka({ clientId: 'archive', brokers, topicPrefix, log })
const publisher = createPublisher(kafka)

/** At-least-once: after a crash a fix may stand there twice; (riderId, recordedAt) tells. */
const archive = subscription(deliveryLocation, async (batch) => {
  const lines = batch.map(({ event }) => `${JSON.stringify(event)}\n`).join('')
  await appendFile(config.ARCHIVE_FILE, lines, { flush: true })
})

const consumer = createConsumer(kafka, { groupId: 'archive', publisher, subscriptions: [archive] })
await run(composeServices('archive', [publisher, consumer]), log)
