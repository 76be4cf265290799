import { connect } from 'node:net'
import { deliveryLocation } from '@doorstep/contracts'
import { aTcpProxy, until } from '@doorstep/testing'
import { Kafka, logLevel } from 'kafkajs'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { createConsumer, type KafkaCluster, subscription } from '../src/index.ts'
import { withAdmin } from '../src/topics.ts'
import { aLocationTopic, nthFix, riderOn, running } from './harness.ts'

const SESSION_MS = 6_000

/** Processes that can be killed: nobody hears of them any more, and they leave no group. */
async function mortals(kafka: KafkaCluster) {
  const [host = '', port] = inject('kafkaBrokers').split(',')[0]?.split(':') ?? []
  const proxy = await aTcpProxy({ host, port: Number(port) })
  onTestFinished(() => proxy.stop())
  const client = new Kafka({
    brokers: [`127.0.0.1:${proxy.port}`],
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    socketFactory: ({ onConnect }) => connect(proxy.port, '127.0.0.1', onConnect),
  })
  const groupId = kafka.prefixed('g')

  return {
    async join() {
      const retry = { retries: 0, restartOnFailure: async () => false }
      const consumer = client.consumer({ groupId, sessionTimeout: SESSION_MS, retry })
      await consumer.connect()
      await consumer.subscribe({ topic: kafka.prefixed(deliveryLocation.name) })
      void consumer.run({ eachBatch: async () => {} })
    },
    members: () =>
      withAdmin(kafka, async (admin) => (await admin.describeGroups([groupId])).groups[0]?.members.length),
    kill: proxy.freeze,
  }
}

describe('a group', () => {
  it('comes together after two sessions though a member was killed, and others while they joined', async () => {
    const { kafka, publisher } = await aLocationTopic()
    await publisher.publish(deliveryLocation, nthFix(riderOn(0), 1))
    const { join, members, kill } = await mortals(kafka)
    await join()
    await until(async () => (await members()) === 1)
    kill()
    // One of them will be chosen to lead, and then not be there.
    await Promise.all([join(), join(), join(), join(), join()])
    await until(async () => (await members()) === 6)
    kill()

    const startedAt = performance.now()
    const handled = Promise.withResolvers<void>()
    const handler = subscription(deliveryLocation, async () => handled.resolve())
    await running(createConsumer(kafka, { groupId: 'g', publisher, subscriptions: [handler] }))
    await handled.promise
    expect(performance.now() - startedAt).toBeLessThan(2.5 * SESSION_MS)
    expect(await members()).toBe(1)
  })
})
