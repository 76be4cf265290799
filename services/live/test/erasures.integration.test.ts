import { erasures } from '@doorstep/contracts'
import type { Publisher } from '@doorstep/kafka'
import { aTopicPrefix, until } from '@doorstep/testing'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { trailKey } from '../src/store.ts'
import { aDeliveryUnderWay, positionShown, statusReached } from './a-delivery-under-way.ts'
import { aPublisher } from './a-publisher.ts'
import { overWebSocket } from './a-viewer.ts'
import { API_KEY, type LiveUnderTest, startLive } from './live-under-test.ts'

const topicPrefix = aTopicPrefix()
const redis = new Redis(inject('redisUrl'), { lazyConnect: true })
let live: LiveUnderTest
let publisher: Publisher

beforeAll(async () => {
  live = await startLive({ topicPrefix })
  publisher = await aPublisher(topicPrefix)
})
afterAll(async () => {
  await publisher.stop()
  await live.stop()
  redis.disconnect()
})

/** A delivery that was watched to its end, and of which Redis still has the trail. */
async function aDeliveryThatWasWatched(riderId: string) {
  const delivery = aDeliveryUnderWay(publisher, riderId)
  await delivery.created()
  await delivery.pickedUp()
  const page = overWebSocket(live.stream(delivery.token))
  await statusReached(page, 'picked-up')
  await positionShown(page, delivery)
  await delivery.delivered()
  await page.closed
  const hasTrail = async () => (await redis.exists(trailKey(topicPrefix, delivery.deliveryId))) === 1
  expect(await hasTrail()).toBe(true)
  return { ...delivery, hasTrail }
}

async function linkStatus(process: LiveUnderTest, token: string): Promise<number> {
  return (await fetch(`${process.url}/v1/track/${token}`)).status
}

async function ridersShown(process: LiveUnderTest): Promise<string[]> {
  const headers = { authorization: `Bearer ${API_KEY}` }
  const answer = await fetch(`${process.url}/v1/operations/riders`, { headers })
  const { riders } = (await answer.json()) as { riders: { riderId: string }[] }
  return riders.map(({ riderId }) => riderId)
}

it.each(['delivery', 'rider'] as const)(
  'nothing is left of a %s that is erased, here or at who starts later',
  async (subject) => {
    const riderId = crypto.randomUUID()
    const delivery = await aDeliveryThatWasWatched(riderId)
    const another = await aDeliveryThatWasWatched(crypto.randomUUID())
    expect(await ridersShown(live)).toContain(riderId)

    const id = subject === 'rider' ? riderId : delivery.deliveryId
    await publisher.publish(erasures, { subject, id, erasedAt: Date.now() })
    await until(async () => !(await delivery.hasTrail()))
    const later = await startLive({ topicPrefix })
    for (const process of [live, later]) {
      expect(await linkStatus(process, delivery.token)).toBe(410)
      expect((await ridersShown(process)).includes(riderId)).toBe(subject === 'delivery')
      expect(await linkStatus(process, another.token)).toBe(200)
    }
    expect(await another.hasTrail()).toBe(true)
    await later.stop()
  },
)
