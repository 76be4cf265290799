import { aTcpProxy, aTopicPrefix, type TcpProxy, until } from '@doorstep/testing'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { trailKey } from '../src/store.ts'
import { aDeliveryUnderWay } from './a-delivery-under-way.ts'
import { watchedOnItsWay } from './a-delivery-watched.ts'
import { publisherForAll } from './a-publisher.ts'
import { overWebSocket, type Viewer } from './a-viewer.ts'
import { type LiveUnderTest, startLive } from './live-under-test.ts'

/** Promised: the live view resumes by itself. */
const RESUMES_WITHIN_MS = 3_000

const topicPrefix = aTopicPrefix()
const memory = new Redis(inject('redisUrl'), { lazyConnect: true })
let redis: TcpProxy
let live: LiveUnderTest

beforeAll(async () => {
  const { hostname, port } = new URL(inject('redisUrl'))
  redis = await aTcpProxy({ host: hostname, port: Number(port || 6379) })
  live = await startLive({ topicPrefix, redisUrl: `redis://127.0.0.1:${redis.port}` })
})
afterAll(async () => {
  await live.stop()
  await redis.stop()
  memory.disconnect()
})
const publisher = publisherForAll(topicPrefix)

async function aDeliveryWatched() {
  const delivery = aDeliveryUnderWay(publisher)
  const page = await watchedOnItsWay(delivery, (token) => overWebSocket(live.stream(token)))
  return { delivery, page }
}

/** A rider reports every 100 ms; answers how long it took until the page was shown one of these fixes. */
async function nextPositionAfter(delivery: { at(): Promise<unknown> }, page: Viewer): Promise<number> {
  const before = page.positions().length
  const startedAt = performance.now()
  const reports = setInterval(() => void delivery.at(), 100)
  await until(() => page.positions().length > before, { timeoutMs: RESUMES_WITHIN_MS }).finally(() =>
    clearInterval(reports),
  )
  return performance.now() - startedAt
}

async function readiness(): Promise<Record<string, string>> {
  const response = await fetch(`${live.url}/readyz`)
  const { waitingFor } = (await response.json()) as { waitingFor: Record<string, string> }
  return waitingFor
}

describe('sockets stay, and the next fix arrives within 3 s, when the connections to Redis', () => {
  it('are cut', async () => {
    const { delivery, page } = await aDeliveryWatched()
    redis.cut()
    expect(await nextPositionAfter(delivery, page)).toBeLessThan(RESUMES_WITHIN_MS)
    page.close()
  })

  it('fall silent', async () => {
    const { delivery, page } = await aDeliveryWatched()
    redis.freeze()
    expect(await nextPositionAfter(delivery, page)).toBeLessThan(RESUMES_WITHIN_MS)
    page.close()
  })

  it('are refused for a while', async () => {
    const { delivery, page } = await aDeliveryWatched()
    await redis.close()
    await until(async () => (await readiness()).redis)
    await delivery.at()
    await redis.open()
    expect(await nextPositionAfter(delivery, page)).toBeLessThan(RESUMES_WITHIN_MS)
    page.close()
  })
})

describe('Redis that comes back empty', () => {
  it('is filled again by the next fix, and who resumes from before is told to begin anew', async () => {
    const { delivery, page } = await aDeliveryWatched()
    const before = page.positions().at(-1)?.cursor
    await redis.close()
    await memory.del(trailKey(topicPrefix, delivery.deliveryId))
    await redis.open()
    expect(await nextPositionAfter(delivery, page)).toBeLessThan(RESUMES_WITHIN_MS)
    page.close()
    await page.closed

    const resumed = overWebSocket(live.stream(delivery.token, before))
    await resumed.next('snapshot')
    expect(resumed.messages.map(({ type }) => type)).toEqual(['reset', 'snapshot'])
    resumed.close()
  })
})

describe('while Redis is away', () => {
  it('a customer who comes is told how their delivery stands, and where the rider is once Redis is back', async () => {
    const { delivery, page } = await aDeliveryWatched()
    page.close()
    await page.closed
    await redis.close()

    const late = overWebSocket(live.stream(delivery.token))
    expect(await late.next('snapshot')).toMatchObject({ delivery: { status: 'picked-up' }, trail: [] })
    await delivery.notified('approaching')
    await late.next('notification')

    await redis.open()
    expect((await late.next('snapshot')).position).toBeDefined()
    late.close()
  })

  it('fixes wait in Kafka, and of those only the newest is shown afterwards', async () => {
    const { delivery, page } = await aDeliveryWatched()
    const before = page.positions().length
    await redis.close()
    await until(async () => (await readiness()).redis)
    let newest = 0
    for (let i = 0; i < 50; i++) {
      newest = Date.now() + i
      await delivery.at(newest)
    }
    await redis.open()
    await until(() => page.positions().at(-1)?.recordedAt === newest)
    expect(page.positions().length - before).toBeLessThan(50)
    page.close()
  })
})
