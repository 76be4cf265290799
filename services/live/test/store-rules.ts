import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { TRAIL_LENGTH } from '../src/domain/trail.ts'
import type { RedisStore } from '../src/store.ts'
import { aLivePosition } from './positions.ts'

/** What every store of live positions keeps, the real one and the one of the tests. */
export function storeRules(aStore: () => RedisStore): void {
  async function shown(store: RedisStore, deliveryId: string, times: readonly number[]): Promise<number[]> {
    const answers: number[] = []
    for (const time of times) answers.push(await store.show([{ deliveryId, position: aLivePosition(time) }]))
    return answers
  }
  async function times(store: RedisStore, deliveryId: string, after?: number): Promise<number[]> {
    return (await store.trail(deliveryId, after)).map(({ recordedAt }) => recordedAt)
  }

  it('keeps what it showed, oldest first', async () => {
    const store = aStore()
    const deliveryId = randomUUID()
    await shown(store, deliveryId, [1_000, 2_000, 3_000])
    expect(await store.trail(deliveryId)).toEqual(
      [1_000, 2_000, 3_000].map((at) => aLivePosition(at).message),
    )
    expect(await store.newest([deliveryId])).toEqual([aLivePosition(3_000)])
  })

  it('shows none that was recorded before, or with, one already shown', async () => {
    const store = aStore()
    const deliveryId = randomUUID()
    expect(await shown(store, deliveryId, [5_000, 4_999, 5_000, 5_001])).toEqual([1, 0, 0, 1])
    expect(await times(store, deliveryId)).toEqual([5_000, 5_001])
  })

  it('compares times as numbers, not as text', async () => {
    const store = aStore()
    const deliveryId = randomUUID()
    expect(await shown(store, deliveryId, [999, 1_000, 99])).toEqual([1, 1, 0])
  })

  it('goes through a batch of many deliveries in its order', async () => {
    const store = aStore()
    const [one, other] = [randomUUID(), randomUUID()]
    const batch = [
      { deliveryId: one, position: aLivePosition(2_000) },
      { deliveryId: other, position: aLivePosition(1_000) },
      { deliveryId: one, position: aLivePosition(1_000) },
    ]
    expect(await store.show(batch)).toBe(2)
    expect(await store.newest([other, one, randomUUID()])).toEqual([
      aLivePosition(1_000),
      aLivePosition(2_000),
      undefined,
    ])
  })

  it('takes as many riders at once as Kafka gives', async () => {
    const store = aStore()
    const riders = Array.from({ length: 3_000 }, () => randomUUID())
    expect(await store.show(riders.map((deliveryId) => ({ deliveryId, position: aLivePosition(1) })))).toBe(
      3_000,
    )
    expect(await store.newest(riders)).toEqual(riders.map(() => aLivePosition(1)))
  })

  it('answers what was recorded after a time', async () => {
    const store = aStore()
    const deliveryId = randomUUID()
    await shown(store, deliveryId, [1_000, 2_000, 3_000])
    expect(await times(store, deliveryId, 1_000)).toEqual([2_000, 3_000])
    expect(await times(store, deliveryId, 3_000)).toEqual([])
  })

  it('forgets what it is told to, and nothing else', async () => {
    const store = aStore()
    const [one, other] = [randomUUID(), randomUUID()]
    await shown(store, one, [1_000])
    await shown(store, other, [1_000])
    await store.forget([one, randomUUID()])
    expect(await times(store, one)).toEqual([])
    expect(await times(store, other)).toEqual([1_000])
  })

  it(`keeps the newest ${TRAIL_LENGTH} of a delivery`, async () => {
    const store = aStore()
    const deliveryId = randomUUID()
    const all = Array.from({ length: TRAIL_LENGTH + 20 }, (_, index) => 1_000 + index)
    await store.show(all.map((time) => ({ deliveryId, position: aLivePosition(time) })))
    expect(await times(store, deliveryId)).toEqual(all.slice(20))
  })
}
