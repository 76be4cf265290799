import type { Location } from '@doorstep/contracts'
import { silentLog } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { away, createFakeApi } from '../test/fake-api.ts'
import { createFakeClock } from '../test/fake-clock.ts'
import { ApiRefusal } from './api.ts'
import { createRandom } from './domain/random.ts'
import { createPhone } from './phone.ts'
import type { FixOutcome } from './tally.ts'

function aPhone() {
  const clock = createFakeClock()
  const api = createFakeApi(clock.now)
  const counted: Partial<Record<FixOutcome | 'queued', number>> = {}
  const count = (what: FixOutcome | 'queued', n: number) => {
    counted[what] = (counted[what] ?? 0) + n
  }
  const end = new AbortController()
  const phone = createPhone({
    riderId: 'r-1',
    riderKey: 'key',
    api,
    clock,
    random: createRandom(1),
    tally: {
      fixes: count,
      queued: (change) => count('queued', change),
      deliveries: () => {},
      onTheRoad: () => {},
    },
    log: silentLog,
    signal: end.signal,
  })

  /** A position each second, as a rider records them. */
  async function seconds(number: number): Promise<void> {
    for (let i = 0; i < number; i++) {
      if (phone.isDue()) phone.record({ lat: 60.17, lon: 24.94, recordedAt: clock.now() })
      await clock.pass(1_000)
    }
  }
  const arrived = (): Location[] => api.fixes.get('key') ?? []
  return { phone, api, clock, counted, end, seconds, arrived }
}

const inOrder = (fixes: readonly Location[]) =>
  fixes.every(({ recordedAt }, i) => recordedAt > (fixes[i - 1]?.recordedAt ?? 0))

describe('a phone', () => {
  it('sends each position at once, alone', async () => {
    const { api, seconds, arrived } = aPhone()
    await seconds(3)
    expect(arrived()).toHaveLength(3)
    expect(api.posts).toHaveLength(3)
    expect(api.posts[0]?.body).toHaveProperty('recordedAt')
  })

  it('keeps positions in order while the API is away, and sends them as one batch when it is back', async () => {
    const { api, seconds, arrived, counted } = aPhone()
    api.fails = () => away()
    await seconds(20)
    expect(arrived()).toEqual([])
    expect(counted.queued).toBe(20)

    api.fails = () => undefined
    await seconds(10)
    expect(arrived()).toHaveLength(30)
    expect(inOrder(arrived())).toBe(true)
    expect(counted.queued).toBe(0)
    expect(api.posts.some(({ body }) => 'locations' in body)).toBe(true)
  })

  it('does not ask again before the time that `Retry-After` names', async () => {
    const { api, clock, seconds } = aPhone()
    api.fails = () => away(7_000)
    const startedAt = clock.now()
    await seconds(7)
    expect(api.posts.map(({ at }) => at - startedAt)).toEqual([0])
    await seconds(5)
    expect(api.posts[1]?.at).toBeGreaterThanOrEqual(startedAt + 7_000)
  })

  it('keeps an hour of positions, then lets the oldest go', async () => {
    const { api, seconds, arrived, counted } = aPhone()
    api.fails = () => away()
    await seconds(3_700)
    expect(counted).toMatchObject({ queued: 3_600, overflowed: 100 })

    api.fails = () => undefined
    await seconds(10)
    expect(counted.queued).toBe(0)
    expect(arrived()).toHaveLength(3_710 - (counted.overflowed ?? 0))
    expect(inOrder(arrived())).toBe(true)
    expect(api.posts.every(({ body }) => !('locations' in body) || lengthOf(body.locations) <= 500)).toBe(
      true,
    )
  })

  it('sends again what it got no answer for: the API may see it twice', async () => {
    const { api, seconds, arrived } = aPhone()
    let lost = 0
    api.loses = () => (lost++ === 0 ? away() : undefined)
    await seconds(5)
    const times = arrived().map(({ recordedAt }) => recordedAt)
    expect(times).toHaveLength(6)
    expect(new Set(times).size).toBe(5)
  })

  it('reports as rarely as the API asks, and as often again', async () => {
    const { api, seconds, arrived } = aPhone()
    api.nextPingMs = 5_000
    await seconds(20)
    expect(arrived()).toHaveLength(4)
    api.nextPingMs = 0
    await seconds(10)
    expect(arrived().length).toBeGreaterThanOrEqual(13)
  })

  it('reports at once what its rider does, and each second until the API can know', async () => {
    const { phone, api, seconds, arrived } = aPhone()
    api.nextPingMs = 30_000
    await seconds(5)
    expect(arrived()).toHaveLength(1)
    phone.hasNews()
    await seconds(10)
    expect(arrived()).toHaveLength(4)
    await seconds(30)
    expect(arrived()).toHaveLength(5)
  })

  it('does not send again what is refused for good, and asks less often', async () => {
    const { api, seconds, arrived, counted } = aPhone()
    api.fails = () => new ApiRefusal(403, 'KEY_REVOKED', '/v1/locations')
    await seconds(10)
    expect(api.posts).toHaveLength(1)
    expect(counted.refused).toBe(1)

    api.fails = () => undefined
    await seconds(5)
    expect(arrived()).toHaveLength(14)
  })

  it('does not hide what is nobody else’s fault', async () => {
    const { api, seconds } = aPhone()
    api.fails = () => new TypeError('a bug')
    await expect(seconds(2)).rejects.toThrow('a bug')
  })

  it('is silent once its rider has gone', async () => {
    const { api, end, seconds } = aPhone()
    end.abort()
    await seconds(3)
    expect(api.posts).toEqual([])
  })
})

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : Number.NaN
}
