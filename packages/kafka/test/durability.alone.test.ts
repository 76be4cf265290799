import { setTimeout as delay } from 'node:timers/promises'
import { deliveryLocation, riderAssignments } from '@doorstep/contracts'
import type { Service } from '@doorstep/runtime'
import { type Stack, startStack } from '@doorstep/stack'
import { audit, type Entry, silentLog, until } from '@doorstep/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  connectKafka,
  createConsumer,
  createPublisher,
  followTopic,
  type KafkaCluster,
  subscription,
  topicsReady,
} from '../src/index.ts'
import { withAdmin } from '../src/topics.ts'
import { nthFix, wholeTopic } from './harness.ts'
import { riders } from './riders.ts'

const RIDERS = 60
/** Acknowledged fixes before the broker is killed, and again after it. */
const ENOUGH = 3_000

let stack: Stack
beforeAll(async () => {
  stack = await startStack({ brokers: 3, ownKafka: true, postgres: false, redis: false, env: process.env })
})
afterAll(() => stack?.stop())

const connect = () => connectKafka({ clientId: 'test', brokers: stack.kafkaBrokers, log: silentLog })

async function leaderOf(kafka: KafkaCluster, topic: string, partition: number): Promise<number> {
  const { topics } = await withAdmin(kafka, (admin) => admin.fetchTopicMetadata({ topics: [topic] }))
  const found = topics[0]?.partitions.find((candidate) => candidate.partitionId === partition)
  return found?.leader ?? -1
}

describe('three brokers, three replicas of which two must have a record', () => {
  it('lose no acknowledged fix and keep its order when one is killed under load, and comes back', async () => {
    const kafka = connect()
    const publisher = createPublisher(kafka)
    const handled: Entry[] = []
    const table = new Map<string, number>()
    const consumer = createConsumer(kafka, {
      groupId: 'g',
      publisher,
      subscriptions: [
        subscription(deliveryLocation, async (batch) => {
          handled.push(...batch.map(({ event }) => ({ key: event.riderId, sequence: event.recordedAt })))
        }),
      ],
    })
    const follower = followTopic(kafka, {
      topic: riderAssignments,
      apply: (assignments, { key }) => void table.set(key, assignments?.updatedAt ?? -1),
    })
    const services: Service[] = [
      topicsReady(kafka, [deliveryLocation, riderAssignments]),
      publisher,
      consumer,
      follower,
    ]
    for (const service of services) await service.start()
    const assign = (updatedAt: number) =>
      publisher.publish(riderAssignments, { riderId: 'r-1', deliveries: [], updatedAt })
    await until(() => assign(1))

    const load = riders(RIDERS, (rider, n) => publisher.publish(deliveryLocation, nthFix(rider, n)))
    await until(() => load.acknowledged.length > ENOUGH, { timeoutMs: 30_000 })
    const leader = await leaderOf(kafka, deliveryLocation.name, 0)
    const killed = stack.brokers.find(({ nodeId }) => nodeId === leader)
    await killed?.kill()
    const before = load.acknowledged.length
    await until(() => load.acknowledged.length > before + ENOUGH, { timeoutMs: 30_000 })
    await killed?.start()
    await delay(2_000)
    await load.stop()
    await until(() => assign(2), { timeoutMs: 20_000 })

    const log = await wholeTopic(connect(), deliveryLocation.name)
    const written = log.map(({ value }) => JSON.parse(`${value}`))
    const verdict = audit(
      load.acknowledged,
      written.map(({ riderId, recordedAt }) => ({ key: riderId, sequence: recordedAt })),
    )
    process.stdout.write(
      `acknowledged ${verdict.acknowledged}, missing ${verdict.missing.length}, ` +
        `duplicates ${verdict.duplicates}, inversions ${verdict.inversions.length}, ` +
        `refused ${load.refused()}, longest silence ${Math.round(load.longestSilenceMs())} ms\n`,
    )
    expect(verdict).toMatchObject({ missing: [], inversions: [] })

    await until(() => audit(load.acknowledged, handled).missing.length === 0, { timeoutMs: 20_000 })
    expect(audit(load.acknowledged, handled).inversions).toEqual([])
    await until(() => table.get('r-1') === 2)
    expect(await publisher.waitingFor()).toBeUndefined()
    for (const service of services.reverse()) await service.stop()
  }, 90_000)

  it('acknowledge nothing and say so while two are away, and go on when they are back', async () => {
    const kafka = connect()
    await topicsReady(kafka, [deliveryLocation]).start()
    const publisher = createPublisher(kafka)
    await publisher.start()
    const publish = () => publisher.publish(deliveryLocation, nthFix('rider', 1))
    await until(publish)

    const [, ...two] = stack.brokers
    await Promise.all(two.map((broker) => broker.kill()))
    const askedAt = performance.now()
    await expect(publish()).rejects.toMatchObject({ code: 'PUBLISH_TIMEOUT', retryable: true })
    expect(performance.now() - askedAt).toBeLessThan(3_000)
    expect(await publisher.waitingFor()).toContain(`Kafka at ${stack.kafkaBrokers}`)

    await Promise.all(two.map((broker) => broker.start()))
    await until(publish, { timeoutMs: 30_000 })
    await until(async () => (await publisher.waitingFor()) === undefined)
    await publisher.stop()
  }, 90_000)
})
