import { connectKafka, createPublisher, type Publisher } from '@doorstep/kafka'
import { silentLog } from '@doorstep/testing'
import { inject } from 'vitest'

/** Publishes what the other services would. Stopped by the test that asked for it. */
export async function aPublisher(topicPrefix: string): Promise<Publisher> {
  const brokers = inject('kafkaBrokers')
  const publisher = createPublisher(connectKafka({ clientId: 'test', brokers, topicPrefix, log: silentLog }))
  await publisher.start()
  return publisher
}
