import { erasures } from '@doorstep/contracts'
import { aTopicPrefix, until } from '@doorstep/testing'
import { Redis } from 'ioredis'
import { afterAll, expect, inject, it } from 'vitest'
import { trailKey } from '../src/store.ts'
import { aDeliveryUnderWay } from './a-delivery-under-way.ts'
import { watchedOnItsWay } from './a-delivery-watched.ts'
import { publisherForAll } from './a-publisher.ts'
import { overWebSocket } from './a-viewer.ts'
import { API_KEY, type LiveAddress, liveForAll, startLive } from './live-under-test.ts'

const topicPrefix = aTopicPrefix()
const redis = new Redis(inject('redisUrl'), { lazyConnect: true })
afterAll(() => redis.disconnect())
const live = liveForAll({ topicPrefix })
const publisher = publisherForAll(topicPrefix)

/** A delivery that was watched to its end, and of which Redis still has the trail. */
async function aDeliveryThatWasWatched(riderId: string) {
  const delivery = aDeliveryUnderWay(publisher, riderId)
  const page = await watchedOnItsWay(delivery, (token) => overWebSocket(live.stream(token)))
  await delivery.delivered()
  await page.closed
  const hasTrail = async () => (await redis.exists(trailKey(topicPrefix, delivery.deliveryId))) === 1
  expect(await hasTrail()).toBe(true)
  return { ...delivery, hasTrail }
}

async function linkStatus(process: LiveAddress, token: string): Promise<number> {
  return (await fetch(`${process.url}/v1/track/${token}`)).status
}

async function ridersShown(process: LiveAddress): Promise<string[]> {
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
