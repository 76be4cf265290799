import { connectKafka, createPublisher, type Publisher } from '@doorstep/kafka'
import { silentLog } from '@doorstep/testing'
import { inject } from 'vitest'

/** What is published is the arrangement here, and the machine may be busy. */
const PATIENCE_MS = 30_000

/** Publishes what the other services would. Stopped by the test that asked for it. */
export async function aPublisher(topicPrefix: string, brokers = inject('kafkaBrokers')): Promise<Publisher> {
  const kafka = connectKafka({ clientId: 'test', brokers, topicPrefix, log: silentLog })
  const publisher = createPublisher(kafka, { deadlineMs: PATIENCE_MS })
  await publisher.start()
  return publisher
}
