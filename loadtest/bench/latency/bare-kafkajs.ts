import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { deliveryLocation } from '@doorstep/contracts'
import { aFix, until } from '@doorstep/testing'
import { Kafka, logLevel, Partitioners } from 'kafkajs'
import { ARRIVED_MS, type LatencyRound, measureLatency, RIDERS } from './round.ts'
import { createStopwatch } from './stopwatch.ts'

const TOPIC = 'fixes'

/** As many as ingest's topic has. */
const PARTITIONS = deliveryLocation.partitions

/**
 * The yardstick: a record from kafkajs to kafkajs, in one process, each sent by itself as it comes. Its own settings but one:
 * partitions do not wait for one another, with which it is several times faster.
 */
export async function bareKafkajs(
  bench: AsyncDisposableStack,
  brokers: string,
): Promise<() => Promise<LatencyRound>> {
  const kafka = new Kafka({ clientId: 'bare', brokers: brokers.split(','), logLevel: logLevel.NOTHING })
  const topic = `${TOPIC}-${randomUUID()}`
  const admin = kafka.admin()
  await admin.connect()
  await admin.createTopics({ topics: [{ topic, numPartitions: PARTITIONS }], waitForLeaders: true })
  await admin.disconnect()

  const stopwatch = createStopwatch()
  let hasArrived = false
  const consumer = kafka.consumer({ groupId: topic })
  await consumer.connect()
  bench.defer(() => consumer.disconnect())
  await consumer.subscribe({ topic })
  await consumer.run({
    partitionsConsumedConcurrently: PARTITIONS,
    async eachMessage({ message }) {
      hasArrived = true
      const { riderId, recordedAt } = JSON.parse(String(message.value))
      stopwatch.arrived(riderId, recordedAt)
    },
  })

  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  bench.defer(() => producer.disconnect())

  async function send(nth: number): Promise<void> {
    const fix = aFix({ riderId: `rider-${nth % RIDERS}`, recordedAt: Date.now() })
    stopwatch.sent(fix.riderId, fix.recordedAt)
    await producer.send({ topic, messages: [{ key: fix.riderId, value: JSON.stringify(fix) }] })
  }

  await until(async () => {
    await send(0)
    await delay(ARRIVED_MS)
    return hasArrived
  })
  return () => measureLatency(stopwatch, (nth) => void send(nth))
}
