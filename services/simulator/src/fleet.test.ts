import { loadCity } from '@doorstep/city'
import type { Delivery, Stop } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'
import { silentLog } from '@doorstep/testing'
import { describe, expect, it, onTestFinished } from 'vitest'
import { away, createFakeApi, type FakeApi } from '../test/fake-api.ts'
import { createFakeClock } from '../test/fake-clock.ts'
import { ApiRefusal } from './api.ts'
import type { Recording } from './domain/gpx.ts'
import { createRandom } from './domain/random.ts'
import { createFleet } from './fleet.ts'
import { createMerchant } from './merchant.ts'

const city = loadCity()
const MINUTE_MS = 60_000

interface FleetOptions {
  readonly seed?: number
  readonly stackedShare?: number
  readonly recording?: Recording
}

async function aFleet(riders: number, { seed = 1, stackedShare = 0, recording }: FleetOptions = {}) {
  const clock = createFakeClock()
  const api = createFakeApi(clock.now)
  const counted = { delivered: 0, abandoned: 0, onTheRoad: 0 }
  const world = {
    streets: city,
    stackedShare,
    merchant: createMerchant(api, 'merchant'),
    api,
    clock,
    tally: {
      fixes: () => {},
      queued: () => {},
      deliveries(outcome: 'delivered' | 'abandoned') {
        counted[outcome] += 1
      },
      onTheRoad(change: number) {
        counted.onTheRoad += change
      },
    },
    log: silentLog,
  }
  const fleet = createFleet({
    world,
    riders,
    random: createRandom(seed),
    ...(recording !== undefined && { recording }),
  })
  onTestFinished(() => fleet.stop())
  await fleet.start()
  return { fleet, api, clock, counted }
}

const withStatus = (api: FakeApi, status: Delivery['status']) =>
  [...api.deliveries.values()].filter((delivery) => delivery.status === status)

describe('a rider', () => {
  it('takes an order, rides it and hands it over, then the next', async () => {
    const { api, clock, counted } = await aFleet(1)
    await clock.pass(30 * MINUTE_MS)

    expect(counted.delivered).toBeGreaterThan(2)
    expect(withStatus(api, 'delivered')).toHaveLength(counted.delivered)
    for (const { assignedAt = 0, pickedUpAt = 0, endedAt = 0 } of withStatus(api, 'delivered')) {
      expect(assignedAt).toBeLessThan(pickedUpAt)
      expect(pickedUpAt + 20_000).toBeLessThan(endedAt)
    }
  })

  it('reports a position each second if the API asks for no less, near the drop-off when it is handed over', async () => {
    const { api, clock } = await aFleet(1)
    await clock.pass(15 * MINUTE_MS)

    const fixes = api.fixes.get('key-of-r-1') ?? []
    const gaps = fixes.slice(1).map(({ recordedAt }, i) => recordedAt - (fixes[i]?.recordedAt ?? 0))
    expect(new Set(gaps)).toEqual(new Set([1_000]))

    const [delivery] = withStatus(api, 'delivered')
    const last = fixes.findLast(({ recordedAt }) => recordedAt <= (delivery?.endedAt ?? 0))
    expect(delivery && last && distanceInMetres(last, delivery.dropoff)).toBeLessThan(60)
  })

  it('never moves faster than a bicycle and its phone’s error can', async () => {
    const { api, clock } = await aFleet(3)
    await clock.pass(15 * MINUTE_MS)
    for (const fixes of api.fixes.values()) {
      for (const [i, fix] of fixes.entries())
        expect(distanceInMetres(fixes[i - 1] ?? fix, fix)).toBeLessThan(30)
    }
  })

  it('tells when it happened, not when it could be told', async () => {
    const { api, clock } = await aFleet(1)
    const startedAt = clock.now()
    api.fails = (path) => (path.endsWith('/status') ? away() : undefined)
    await clock.pass(2 * MINUTE_MS)
    api.fails = () => undefined
    await clock.pass(MINUTE_MS)
    const pickedUpAt = [...api.deliveries.values()][0]?.pickedUpAt ?? 0
    expect(pickedUpAt).toBeLessThan(startedAt + 90_000)
  })

  it('goes on where the answer to what it said was lost', async () => {
    const { api, clock, counted } = await aFleet(1)
    let calls = 0
    api.loses = (path) => (/assign|status|deliveries$/.test(path) && calls++ % 2 === 0 ? away() : undefined)
    await clock.pass(20 * MINUTE_MS)
    expect(counted.delivered).toBeGreaterThan(0)
    expect(counted.abandoned).toBe(0)
    expect(api.deliveries.size).toBeLessThanOrEqual(counted.delivered + 1)
  })

  it('leaves an order that somebody cancelled, and takes the next', async () => {
    const { api, clock, counted } = await aFleet(1)
    await clock.pass(MINUTE_MS)
    for (const delivery of api.deliveries.values())
      api.deliveries.set(delivery.deliveryId, { ...delivery, status: 'cancelled' })
    await clock.pass(20 * MINUTE_MS)
    expect(counted.abandoned).toBe(1)
    expect(counted.delivered).toBeGreaterThan(0)
  })
})

describe('a rider with several orders', () => {
  /** Those that were picked up together, in the order in which they were handed over. */
  function rounds(api: FakeApi): Delivery[][] {
    const delivered = withStatus(api, 'delivered').toSorted((a, b) => (a.endedAt ?? 0) - (b.endedAt ?? 0))
    return [...Map.groupBy(delivered, ({ pickedUpAt }) => pickedUpAt).values()]
  }

  it('picks up two or three at one restaurant, and hands them over one after the other', async () => {
    const { api, clock, counted } = await aFleet(2, { stackedShare: 1 })
    await clock.pass(50 * MINUTE_MS)
    const stacked = rounds(api).filter(({ length }) => length > 1)
    expect(new Set(stacked.map(({ length }) => length))).toEqual(new Set([2, 3]))
    for (const round of stacked) {
      expect(new Set(round.map(({ riderId }) => riderId)).size).toBe(1)
      expect(new Set(round.map(({ pickup }) => pickup.address)).size).toBe(1)
      const gaps = round.slice(1).map(({ endedAt = 0 }, i) => endedAt - (round[i]?.endedAt ?? 0))
      expect(Math.min(...gaps)).toBeGreaterThan(4_000)
    }
    expect(counted.abandoned).toBe(0)
  })

  it('says that all are fetched first, and in which order they are handed over', async () => {
    const { api, clock } = await aFleet(1, { stackedShare: 1 })
    await clock.pass(30 * MINUTE_MS)
    const stacked = rounds(api).filter(({ length }) => length > 1)
    expect(stacked).not.toHaveLength(0)
    for (const round of stacked) {
      const stops = (kind: Stop['kind']) => round.map(({ deliveryId }) => ({ deliveryId, kind }))
      expect(api.arrangements).toContainEqual([...stops('pickup'), ...stops('dropoff')])
    }
    expect(api.arrangements.every(({ length }) => length > 2)).toBe(true)
  })

  it('hands over all the same when the stops are others than it thought', async () => {
    const { api, clock, counted } = await aFleet(1, { stackedShare: 1 })
    api.fails = (path) => (path.endsWith('/stops') ? new ApiRefusal(409, 'STOPS_CHANGED', path) : undefined)
    await clock.pass(30 * MINUTE_MS)
    expect(rounds(api).some(({ length }) => length > 1)).toBe(true)
    expect(counted.abandoned).toBe(0)
  })

  it('is at each door when the order is handed over there', async () => {
    const { api, clock } = await aFleet(1, { stackedShare: 1 })
    await clock.pass(30 * MINUTE_MS)
    const fixes = api.fixes.get('key-of-r-1') ?? []
    for (const { endedAt = 0, dropoff } of withStatus(api, 'delivered')) {
      const last = fixes.findLast(({ recordedAt }) => recordedAt <= endedAt)
      expect(last && distanceInMetres(last, dropoff)).toBeLessThan(60)
    }
  })

  it('hands over the others when one of them is cancelled', async () => {
    const { api, clock, counted } = await aFleet(1, { stackedShare: 1 })
    const carried = () => withStatus(api, 'picked-up')
    for (let s = 0; s < 3_600 && carried().length < 2; s++) await clock.pass(1_000)
    const [one, ...others] = carried()
    if (one === undefined) throw new Error('nothing was stacked')
    api.deliveries.set(one.deliveryId, { ...one, status: 'cancelled' })
    await clock.pass(20 * MINUTE_MS)
    expect(counted.abandoned).toBe(1)
    for (const { deliveryId } of others) expect(api.deliveries.get(deliveryId)?.status).toBe('delivered')
  })
})

describe('the riders', () => {
  it('are lively from the start: the first has picked up within three seconds, most within fifteen', async () => {
    const { api, clock } = await aFleet(20)
    await clock.pass(3_000)
    expect(withStatus(api, 'picked-up').length).toBeGreaterThan(0)
    await clock.pass(12_000)
    expect(withStatus(api, 'picked-up').length).toBeGreaterThan(14)
  })

  it('do the same again with the same seed', async () => {
    const [one, other] = [await aFleet(3, { seed: 7 }), await aFleet(3, { seed: 7 })]
    await one.clock.pass(5 * MINUTE_MS)
    await other.clock.pass(5 * MINUTE_MS)
    expect(one.api.fixes).toEqual(other.api.fixes)
    expect([...one.api.deliveries.values()]).toEqual([...other.api.deliveries.values()])
  })

  it('wait for an API that is not there yet, and say what they wait for', async () => {
    const { fleet, api, clock } = await aFleet(3)
    api.fails = () => away()
    await clock.pass(MINUTE_MS)
    expect(await fleet.waitingFor()).toBe('0 of 3 riders made')

    api.fails = () => undefined
    await clock.pass(20_000)
    expect(await fleet.waitingFor()).toBeUndefined()
    expect(api.deliveries.size).toBe(3)
  })

  it('do not notice that one of them fails', async () => {
    const { api, clock, counted } = await aFleet(3)
    const bug = new TypeError('a bug')
    let failed = 0
    api.fails = (path) => (path.endsWith('d-1/status') && failed++ < 1 ? bug : undefined)
    await clock.pass(15 * MINUTE_MS)
    expect(counted.onTheRoad).toBe(3)
    expect(counted.delivered).toBeGreaterThan(3)
    expect(api.fixes.size).toBe(4)
  })

  it('order again when an order is refused', async () => {
    const { api, clock, counted } = await aFleet(1)
    let refused = 0
    api.fails = (path) =>
      path === '/v1/deliveries' && refused++ < 2 ? new ApiRefusal(400, 'MALFORMED', path) : undefined
    await clock.pass(10 * MINUTE_MS)
    expect(counted.abandoned).toBe(2)
    expect(counted.delivered).toBeGreaterThan(0)
  })

  it('are all gone after a stop, and say nothing more', async () => {
    const { fleet, api, clock, counted } = await aFleet(5)
    await clock.pass(30_000)
    await fleet.stop()
    const said = api.posts.length
    await clock.pass(MINUTE_MS)
    expect(counted.onTheRoad).toBe(0)
    expect(api.posts.length).toBe(said)
  })
})

describe('a recording', () => {
  const first = { lat: 60.17, lon: 24.94, recordedAt: 1_000 }
  const recording = [
    first,
    { ...first, lat: 60.1701, recordedAt: 3_000 },
    { ...first, lat: 60.1702, recordedAt: 8_000 },
  ] as const

  it('is ridden once, as of now and at its own pace, from pickup to drop-off', async () => {
    const { api, clock } = await aFleet(0, { recording })
    const startedAt = clock.now()
    await clock.pass(MINUTE_MS)

    const fixes = api.fixes.get('key-of-r-1') ?? []
    expect(fixes.map(({ lat, recordedAt }) => [lat, recordedAt - startedAt])).toEqual([
      [60.17, 0],
      [60.1701, 2_000],
      [60.1702, 7_000],
    ])
    expect([...api.deliveries.values()]).toMatchObject([
      { status: 'delivered', pickup: { lat: 60.17 }, dropoff: { lat: 60.1702 }, endedAt: startedAt + 10_000 },
    ])
  })
})
