import { setTimeout as delay } from 'node:timers/promises'
import { deliveryLocation, type LocationFix } from '@doorstep/contracts'
import type { Service } from '@doorstep/runtime'
import { aFix, aTopicPrefix, silentLog } from '@doorstep/testing'
import type { KafkaMessage } from 'kafkajs'
import { inject, onTestFinished } from 'vitest'
import { connectKafka, createPublisher, type KafkaCluster, partitionFor, topicsReady } from '../src/index.ts'
import { withAdmin } from '../src/topics.ts'

/** A connection as another process would have, to the topics with this prefix. */
export const clusterOf = (topicPrefix: string): KafkaCluster =>
  connectKafka({ clientId: 'test', brokers: inject('kafkaBrokers'), topicPrefix, log: silentLog })

/** Started, and stopped when the test is over; the last one first. */
export async function running<S extends Service>(service: S): Promise<S> {
  onTestFinished(() => service.stop())
  await service.start()
  return service
}

/** These tests are about what is right, not about what is in time: a slow machine may take longer. */
export const patient = { deadlineMs: 15_000 }

/** An empty `delivery-location` nobody else uses, and a publisher to it. */
export async function aLocationTopic() {
  const prefix = aTopicPrefix()
  const kafka = clusterOf(prefix)
  await topicsReady(kafka, [deliveryLocation]).start()
  return { prefix, kafka, publisher: await running(createPublisher(kafka, patient)) }
}

/** A rider whose fixes are on that partition. */
export function riderOn(partition: number): string {
  for (let n = 0; ; n++) {
    const riderId = `r-${n}`
    if (partitionFor(riderId, deliveryLocation.partitions) === partition) return riderId
  }
}

/** The nth fix of a rider: `recordedAt` counts. */
export const nthFix = (riderId: string, n: number): LocationFix => aFix({ riderId, recordedAt: n })

/** Reads a topic from its beginning to where it ends now, with a plain kafkajs consumer and none of our own. */
export async function wholeTopic(
  kafka: KafkaCluster,
  name: string,
): Promise<(KafkaMessage & { partition: number })[]> {
  const topic = kafka.prefixed(name)
  const ends = await withAdmin(kafka, (admin) => admin.fetchTopicOffsets(topic))
  const missing = new Map(
    ends.flatMap(({ partition, low, high }) => (low === high ? [] : [[partition, high]])),
  )
  const messages: (KafkaMessage & { partition: number })[] = []
  const consumer = kafka.client.consumer({
    groupId: `${topic}.reader.${process.hrtime.bigint()}`,
    maxWaitTimeInMs: 50,
  })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await consumer.run({
    autoCommit: false,
    eachBatch: async ({ batch }) => {
      for (const message of batch.messages)
        messages.push(Object.assign(message, { partition: batch.partition }))
      if (BigInt(batch.lastOffset()) + 1n >= BigInt(missing.get(batch.partition) ?? 0))
        missing.delete(batch.partition)
    },
  })
  while (missing.size > 0) await delay(10)
  await consumer.disconnect()
  return messages
}
