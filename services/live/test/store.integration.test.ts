import { UnavailableError } from '@doorstep/runtime'
import { aTopicPrefix, silentLog } from '@doorstep/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connectRedis } from '../src/redis.ts'
import { createStore, trailKey } from '../src/store.ts'
import { aLivePosition } from './positions.ts'
import { storeRules } from './store-rules.ts'

const prefix = aTopicPrefix()
const redis = connectRedis(inject('redisUrl'), 'test', silentLog)
const second = connectRedis(inject('redisUrl'), 'test', silentLog)

beforeAll(async () => {
  await Promise.all([redis.connect(), second.connect()])
})
afterAll(() => {
  redis.disconnect()
  second.disconnect()
})

describe('the store in Redis', () => {
  storeRules(() => createStore(redis, prefix))

  it('lets the newest win when two processes show the same rider at once', async () => {
    const stores = [createStore(redis, prefix), createStore(second, prefix)]
    const times = Array.from({ length: 200 }, (_, index) => 1_000 + index)
    await Promise.all(
      times.map((time, index) =>
        stores[index % 2]?.show([{ deliveryId: 'raced', position: aLivePosition(time) }]),
      ),
    )
    const seen = (await createStore(redis, prefix).trail('raced')).map(({ recordedAt }) => recordedAt)
    expect(seen).toEqual([...new Set(seen)].sort())
    expect(seen.at(-1)).toBe(times.at(-1))
  })

  it('keeps a trail for a quarter of an hour after its newest position', async () => {
    const store = createStore(redis, prefix)
    await store.show([{ deliveryId: 'expiring', position: aLivePosition(1) }])
    const leftMs = await redis.pttl(trailKey(prefix, 'expiring'))
    expect(leftMs).toBeGreaterThan(14 * 60_000)
    expect(leftMs).toBeLessThanOrEqual(15 * 60_000)
  })

  it('reads past what another version has left', async () => {
    await redis.xadd(trailKey(prefix, 'mixed'), '1-0', 'position', '{"something":"else"}')
    const store = createStore(redis, prefix)
    await store.show([{ deliveryId: 'mixed', position: aLivePosition(2) }])
    expect(await store.trail('mixed')).toEqual([aLivePosition(2).message])
  })

  it('says that Redis is away, at once, so that Kafka keeps what was to be shown', async () => {
    const away = connectRedis('redis://127.0.0.1:1', 'test', silentLog)
    const store = createStore(away, prefix)
    await away.connect().catch(() => undefined)
    const askedAt = performance.now()
    await expect(store.trail('d-1')).rejects.toThrow(UnavailableError)
    await expect(store.newest(['d-1'])).rejects.toThrow(UnavailableError)
    await expect(store.show([{ deliveryId: 'd-1', position: aLivePosition(1) }])).rejects.toThrow(
      UnavailableError,
    )
    expect(performance.now() - askedAt).toBeLessThan(1_000)
    away.disconnect()
  })
})
