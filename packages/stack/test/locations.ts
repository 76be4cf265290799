import { deliveryLocation } from '@doorstep/contracts'
import { connectKafka, createPublisher, followTopic, topicsReady } from '@doorstep/kafka'
import { aFix, silentLog } from '@doorstep/testing'
import type { Stack } from '../src/index.ts'

const log = silentLog

/** Makes the topic and publishes one fix for each rider named; resolves when every in-sync replica has them. */
export async function publishFixes(stack: Stack, riderIds: readonly string[]): Promise<void> {
  const kafka = connectKafka({ clientId: 'test', brokers: stack.kafkaBrokers, log })
  await topicsReady(kafka, [deliveryLocation]).start()
  const publisher = createPublisher(kafka, { deadlineMs: 20_000 })
  await publisher.start()
  try {
    await publisher.publishAll(
      deliveryLocation,
      riderIds.map((riderId) => aFix({ riderId })),
    )
  } finally {
    await publisher.stop()
  }
}

/** The riders whose fixes the topic holds, sorted. */
export async function ridersIn(stack: Stack): Promise<string[]> {
  const kafka = connectKafka({ clientId: 'test', brokers: stack.kafkaBrokers, log })
  const riders = new Set<string>()
  const follower = followTopic(kafka, {
    topic: deliveryLocation,
    apply: (_fix, { key }) => void riders.add(key),
  })
  await follower.start()
  await follower.stop()
  return [...riders].sort()
}
