import type { DeliveryEvent } from '@doorstep/contracts'
import { aDelivery, aDeliveryEvent, aFix } from '@doorstep/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { newestRecords } from '../src/domain/delivery-record.ts'
import { type AnalyticsDatabase, anAnalyticsDatabase } from './analytics-database.ts'

const MINUTE_MS = 60_000
/** Yesterday at 23:59 UTC: what follows lies on both sides of midnight. */
const START = Math.floor(Date.now() / 86_400_000) * 86_400_000 - MINUTE_MS
const at = (minutes: number) => START + minutes * MINUTE_MS
const span = (from: number, to: number) => `from=${at(from)}&to=${at(to)}`

/** A rider who goes north, 0.001° a minute, and one who stands still. */
const ride = Array.from({ length: 11 }, (_, minute) =>
  aFix({ riderId: 'r-north', recordedAt: at(minute), lat: 60 + minute / 1000, lon: 25, speedMps: 1.85 }),
)
const stand = [0, 5, 10].map((minute) => aFix({ riderId: 'r-still', recordedAt: at(minute) }))
/** A minute at the speed that the phone tells. */
const stepM = 111

const ended = (deliveryId: string, fields: Parameters<typeof aDelivery>[0]): DeliveryEvent =>
  aDeliveryEvent({
    type: 'delivered',
    version: 4,
    delivery: aDelivery({ deliveryId, riderId: 'r-north', status: 'delivered', createdAt: at(0), ...fields }),
  })

const deliveries = [
  ended('d-in-time', { assignedAt: at(1), pickedUpAt: at(2), endedAt: at(4), promisedAt: at(4) }),
  ended('d-late', { assignedAt: at(1), pickedUpAt: at(3), endedAt: at(8), promisedAt: at(7) }),
  ended('d-unpromised', { assignedAt: at(4), pickedUpAt: at(5), endedAt: at(9) }),
  ended('d-failed', { status: 'failed', assignedAt: at(4), pickedUpAt: at(5), endedAt: at(9) }),
  ended('d-cancelled', { status: 'cancelled', endedAt: at(9), promisedAt: at(20) }),
  ended('d-other', { riderId: 'r-still', assignedAt: at(4), pickedUpAt: at(5), endedAt: at(10) }),
  ended('d-open', { status: 'picked-up', assignedAt: at(4), pickedUpAt: at(5) }),
]

let database: AnalyticsDatabase
beforeAll(async () => {
  database = await anAnalyticsDatabase(inject('databaseUrl'))
  // Newest first: the order in which fixes arrive is not the order in which they were recorded.
  await database.fixes.add([...ride, ...stand].toReversed())
  await database.deliveries.put(newestRecords(deliveries))
})
afterAll(() => database.stop())

async function ask(path: string) {
  const { status, text } = await database.get(path)
  return { status, body: JSON.parse(text) }
}

describe('the summary', () => {
  it('tells fixes, riders, distance and how deliveries went', async () => {
    const { body } = await ask(`summary?${span(0, 20)}`)
    expect(body).toEqual({
      riders: 2,
      fixes: 14,
      firstFixAt: at(0),
      lastFixAt: at(10),
      distanceM: 10 * stepM,
      movingMs: 10 * MINUTE_MS,
      stoppedMs: 10 * MINUTE_MS,
      deliveries: { delivered: 4, failed: 1, cancelled: 1 },
      onTimeShare: 0.5,
      orderToDoor: { medianMs: 8.5 * MINUTE_MS, p90Ms: 9.7 * MINUTE_MS },
      pickupToDoor: { medianMs: 4.5 * MINUTE_MS, p90Ms: 5 * MINUTE_MS },
    })
  })

  it('has what was recorded at its beginning, with the way there, and nothing of its end', async () => {
    const { body } = await ask(`summary?${span(2, 5)}`)
    expect(body).toMatchObject({
      riders: 1,
      fixes: 3,
      firstFixAt: at(2),
      lastFixAt: at(4),
      distanceM: 3 * stepM,
      movingMs: 3 * MINUTE_MS,
      deliveries: { delivered: 1, failed: 0, cancelled: 0 },
    })
  })

  it('of neighbouring spans adds up to that of both', async () => {
    const whole = (await ask(`summary?${span(0, 20)}`)).body
    for (const cut of [0.5, 1, 3.3, 10]) {
      const parts = [
        (await ask(`summary?${span(0, cut)}`)).body,
        (await ask(`summary?${span(cut, 20)}`)).body,
      ]
      for (const measure of ['fixes', 'distanceM', 'movingMs', 'stoppedMs'])
        expect(parts[0][measure] + parts[1][measure]).toBe(whole[measure])
    }
  })

  it('of a span without anything says nothing of shares and durations', async () => {
    const { body } = await ask(`summary?${span(100, 200)}`)
    expect(body).toEqual({
      riders: 0,
      fixes: 0,
      distanceM: 0,
      movingMs: 0,
      stoppedMs: 0,
      deliveries: { delivered: 0, failed: 0, cancelled: 0 },
    })
  })
})

describe("a rider's activity", () => {
  it('is that of one rider', async () => {
    const { body } = await ask(`riders/r-still?${span(0, 20)}`)
    expect(body).toEqual({
      fixes: 3,
      firstFixAt: at(0),
      lastFixAt: at(10),
      distanceM: 0,
      movingMs: 0,
      stoppedMs: 10 * MINUTE_MS,
      deliveries: { delivered: 1, failed: 0, cancelled: 0 },
      orderToDoor: { medianMs: 10 * MINUTE_MS, p90Ms: 10 * MINUTE_MS },
      pickupToDoor: { medianMs: 5 * MINUTE_MS, p90Ms: 5 * MINUTE_MS },
    })
  })

  it('of nobody is nothing', async () => {
    expect(await ask(`riders/r-nobody?${span(0, 20)}`)).toMatchObject({
      status: 200,
      body: { fixes: 0, distanceM: 0 },
    })
  })
})

describe('a delivery', () => {
  it('that ended tells how it was ridden from its pickup on, how long it took, and whether it was on time', async () => {
    expect(await ask('deliveries/d-late')).toEqual({
      status: 200,
      body: {
        status: 'delivered',
        riderId: 'r-north',
        fixes: 5,
        distanceM: 5 * stepM,
        movingMs: 5 * MINUTE_MS,
        stoppedMs: 0,
        orderToDoorMs: 8 * MINUTE_MS,
        pickupToDoorMs: 5 * MINUTE_MS,
        onTime: false,
      },
    })
    expect((await ask('deliveries/d-in-time')).body).toMatchObject({ fixes: 2, onTime: true })
  })

  it('on its way tells how far it is, and one without a rider nothing of a ride', async () => {
    const { body } = await ask('deliveries/d-open')
    expect(body).toEqual({
      status: 'picked-up',
      riderId: 'r-north',
      fixes: 5,
      distanceM: 5 * stepM,
      movingMs: 5 * MINUTE_MS,
      stoppedMs: 0,
    })
    expect((await ask('deliveries/d-unpromised')).body).not.toHaveProperty('onTime')
  })

  it('nobody knows is 404', async () => {
    expect(await ask('deliveries/d-nobody')).toMatchObject({
      status: 404,
      body: { code: 'DELIVERY_NOT_FOUND' },
    })
  })
})

describe('a track', () => {
  const locations = ride.map(({ riderId, receivedAt, source, ...location }) => location)

  it('of a rider has every fix with all that was said, in event time', async () => {
    const { status, type, text } = await database.get(`riders/r-north/track?${span(0, 20)}`)
    expect([status, type]).toEqual([200, 'application/json'])
    expect(JSON.parse(text)).toEqual({ locations })
  })

  it('of a delivery is that of its rider from assignment to end, both included', async () => {
    const { body } = await ask('deliveries/d-in-time/track')
    expect(body).toEqual({ locations: locations.slice(1, 5) })
  })

  it('of a delivery under way reaches to now, of one that never had a rider is empty', async () => {
    await database.deliveries.put(
      newestRecords([aDeliveryEvent({ delivery: aDelivery({ deliveryId: 'd-new' }) })]),
    )
    expect((await ask('deliveries/d-open/track')).body).toEqual({ locations: locations.slice(4) })
    expect((await ask('deliveries/d-new/track')).body).toEqual({ locations: [] })
  })

  it('of a delivery nobody knows is 404', async () => {
    expect(await ask('deliveries/d-nobody/track')).toMatchObject({
      status: 404,
      body: { code: 'DELIVERY_NOT_FOUND' },
    })
  })

  it.each(['application/json', 'application/geo+json', 'application/gpx+xml', 'text/csv'])(
    'can be had as %s',
    async (mediaType) => {
      const { status, type, text } = await database.get(`riders/r-north/track?${span(0, 20)}`, mediaType)
      expect([status, type]).toEqual([200, mediaType])
      expect(text.match(/60\.0\d+/g)).toHaveLength(10)
    },
  )

  it('in any other form is 406', async () => {
    const { status, text } = await database.get(`riders/r-north/track?${span(0, 20)}`, 'image/png')
    expect([status, JSON.parse(text).code]).toEqual([406, 'NOT_ACCEPTABLE'])
  })

  it('longer than one page has each fix once and in order', async () => {
    const many = Array.from({ length: 2_500 }, (_, i) => aFix({ riderId: 'r-long', recordedAt: at(0) + i }))
    await database.fixes.add(many)
    const { body } = await ask(`riders/r-long/track?${span(0, 1)}`)
    expect(body.locations.map(({ recordedAt }: { recordedAt: number }) => recordedAt - at(0))).toEqual(
      Array.from({ length: 2_500 }, (_, i) => i),
    )
  })
})

describe('a span', () => {
  it.each([
    ['summary', 'MALFORMED'],
    ['summary?from=1', 'MALFORMED'],
    ['summary?from=yesterday&to=2', 'MALFORMED'],
    ['summary?from=-1&to=2', 'MALFORMED'],
    ['summary?from=1&to=2&resolution=8', 'MALFORMED'],
    ['summary?from=2&to=2', 'SPAN_EMPTY'],
    [`summary?from=0&to=${31 * 86_400_000 + 1}`, 'SPAN_TOO_LONG'],
    [`riders/r-1/track?from=0&to=${7 * 86_400_000 + 1}`, 'SPAN_TOO_LONG'],
    ['riders/r-1/track?from=9&to=1', 'SPAN_EMPTY'],
  ])('that is none is 400: %s', async (path, code) => {
    expect(await ask(path)).toMatchObject({ status: 400, body: { code } })
  })

  it('of exactly the longest is answered', async () => {
    expect((await ask(`summary?from=0&to=${31 * 86_400_000}`)).status).toBe(200)
    expect((await ask(`riders/r-1/track?from=0&to=${7 * 86_400_000}`)).status).toBe(200)
  })
})
