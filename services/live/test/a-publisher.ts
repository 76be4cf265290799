import { connectKafka, createPublisher, type Publisher } from '@doorstep/kafka'
import { silentLog } from '@doorstep/testing'
import { afterAll, beforeAll, inject } from 'vitest'

/** What is published is the arrangement here, and the machine may be busy. */
const PATIENCE_MS = 30_000

/** Publishes what the other services would. Stopped by the test that asked for it. */
export async function aPublisher(topicPrefix: string, brokers?: string): Promise<Publisher> {
  const publisher = publisherTo(topicPrefix, brokers)
  await publisher.start()
  return publisher
}

/** A publisher for all tests of a file. Asked for after what reads from it, it is stopped before that. */
export function publisherForAll(topicPrefix: string): Publisher {
  const publisher = publisherTo(topicPrefix)
  beforeAll(publisher.start)
  afterAll(publisher.stop)
  return publisher
}

function publisherTo(topicPrefix: string, brokers = inject('kafkaBrokers')): Publisher {
  const kafka = connectKafka({ clientId: 'test', brokers, topicPrefix, log: silentLog })
  return createPublisher(kafka, { deadlineMs: PATIENCE_MS })
}
