import type { DeliveryEvent } from '@doorstep/contracts'
import { aDelivery, aDeliveryEvent, aFix } from '@doorstep/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { newestRecords } from '../src/domain/delivery-record.ts'
import { type AnalyticsDatabase, anAnalyticsDatabase } from './analytics-database.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
/** Midnight of Helsinki, in winter: two hours before that of UTC. */
const MIDNIGHT = Date.UTC(2026, 0, 14, 22)
const at = (minutes: number) => MIDNIGHT + minutes * MINUTE_MS
const span = `from=${at(-60)}&to=${at(24 * 60)}`

type Fields = Parameters<typeof aDelivery>[0]

function ended(deliveryId: string, endedAt: number, fields: Fields = {}): DeliveryEvent {
  const delivery = aDelivery({
    deliveryId,
    riderId: 'r-1',
    status: 'delivered',
    createdAt: endedAt - 30 * MINUTE_MS,
    assignedAt: endedAt - 20 * MINUTE_MS,
    pickedUpAt: endedAt - 10 * MINUTE_MS,
    endedAt,
    ...fields,
  })
  return aDeliveryEvent({ type: 'delivered', version: 4, delivery })
}

const deliveries = [
  ended('d-before', at(-1)),
  ended('d-1', at(0), { promisedAt: at(0) }),
  ended('d-2', at(5), { promisedAt: at(2) }),
  ended('d-3', at(5), { riderId: 'r-far', promisedAt: at(9) }),
  ended('d-4', at(6), { status: 'failed' }),
  ended('d-5', at(7), { status: 'cancelled' }),
  ended('d-slow', at(9), { createdAt: at(9) - 9 * HOUR_MS, promisedAt: at(9) - 8 * HOUR_MS }),
  ended('d-open', at(8), { status: 'picked-up' }),
].map((event) => {
  const { endedAt, ...open } = event.delivery
  return open.status === 'picked-up' ? { ...event, delivery: open } : event
})

let database: AnalyticsDatabase
beforeAll(async () => {
  database = await anAnalyticsDatabase(inject('databaseUrl'))
  await database.fixes.add(
    [0, 1, 2, 3, 4].map((minute) =>
      aFix({ riderId: 'r-far', recordedAt: at(1 + minute), lat: 60 + (minute * 311) / 111_195 }),
    ),
  )
  await database.deliveries.put(newestRecords(deliveries))
})
afterAll(() => database.stop())

async function ask(path: string) {
  const { status, text } = await database.get(path)
  return { status, body: JSON.parse(text) }
}

const idsOf = (body: { deliveries: { deliveryId: string }[] }) =>
  body.deliveries.map(({ deliveryId }) => deliveryId)

describe('the deliveries that ended', () => {
  it('are told from the newest end on, each with its times and what was ridden', async () => {
    const { body } = await ask(`deliveries?${span}`)
    expect(idsOf(body)).toEqual(['d-slow', 'd-5', 'd-4', 'd-3', 'd-2', 'd-1', 'd-before'])
    expect(body.deliveries.at(-2)).toEqual({
      deliveryId: 'd-1',
      status: 'delivered',
      riderId: 'r-1',
      createdAt: at(-30),
      promisedAt: at(0),
      assignedAt: at(-20),
      pickedUpAt: at(-10),
      endedAt: at(0),
      fixes: 0,
      distanceM: 0,
      movingMs: 0,
      stoppedMs: 0,
    })
    expect(body.nextCursor).toBeUndefined()
  })

  it.each(['1', '2', '3', '7'])(
    'come whole in pages of %s, also those that ended together',
    async (limit) => {
      const found: string[] = []
      let cursor = ''
      do {
        const { body } = await ask(`deliveries?${span}&limit=${limit}${cursor && `&cursor=${cursor}`}`)
        found.push(...idsOf(body))
        cursor = body.nextCursor ?? ''
      } while (cursor !== '')
      expect(found).toEqual(['d-slow', 'd-5', 'd-4', 'd-3', 'd-2', 'd-1', 'd-before'])
    },
  )

  it.each([
    ['delivered', ['d-slow', 'd-3', 'd-2', 'd-1', 'd-before']],
    ['late', ['d-slow', 'd-2']],
    ['failed', ['d-4']],
    ['cancelled', ['d-5']],
  ])('can be had %s alone', async (outcome, ids) => {
    expect(idsOf((await ask(`deliveries?${span}&outcome=${outcome}`)).body)).toEqual(ids)
  })
})

describe('the days', () => {
  it('begin and end at the midnights of a time zone', async () => {
    const { body } = await ask(`days?${span}&timeZone=Europe/Helsinki`)
    expect(body.days).toEqual([
      { startsAt: MIDNIGHT - 24 * HOUR_MS, deliveries: { delivered: 1, failed: 0, cancelled: 0 } },
      {
        startsAt: MIDNIGHT,
        deliveries: { delivered: 4, failed: 1, cancelled: 1 },
        onTimeShare: 0.5,
      },
    ])
  })

  it('are those of UTC unless said otherwise', async () => {
    const { body } = await ask(`days?${span}`)
    expect(body.days).toMatchObject([{ startsAt: MIDNIGHT - 22 * HOUR_MS, deliveries: { delivered: 5 } }])
  })
})

it.each([
  ['of 25 hours, where clocks go back', 'Europe/Helsinki', '2026-10-24T21:00Z', '2026-10-25T22:00Z'],
  [
    'that begins at one, where midnight is skipped',
    'America/Santiago',
    '2026-09-06T04:00Z',
    '2026-09-07T03:00Z',
  ],
])('a day %s, has its own deliveries and no others', async (_which, timeZone, from, to) => {
  const [begins, over] = [Date.parse(from), Date.parse(to)]
  const ends = [begins - 1, begins, over - 1, over]
  const four = ends.map((endedAt, i) => ended(`${timeZone}-${i}`.replace('/', '-'), endedAt))
  await database.deliveries.put(newestRecords(four))
  const { body } = await ask(
    `days?from=${begins - 24 * HOUR_MS}&to=${over + 24 * HOUR_MS}&timeZone=${timeZone}`,
  )
  expect(body.days).toMatchObject([
    { deliveries: { delivered: 1 } },
    { startsAt: begins, deliveries: { delivered: 2 } },
    { startsAt: over, deliveries: { delivered: 1 } },
  ])
})

describe('the distributions', () => {
  const minutes = (from: number, deliveries: number) => ({ from: from * MINUTE_MS, deliveries })

  it('count what was delivered by how long it took, how late it was and how far it went', async () => {
    const { body } = await ask(`distributions?from=${at(0)}&to=${at(60)}`)
    expect(body).toEqual({
      orderToDoorMs: { step: MINUTE_MS, counts: [minutes(30, 3), minutes(240, 1)] },
      pickupToDoorMs: { step: MINUTE_MS, counts: [minutes(10, 4)] },
      lateByMs: { step: MINUTE_MS, counts: [minutes(-4, 1), minutes(0, 1), minutes(3, 1), minutes(120, 1)] },
      distanceM: { step: 100, counts: [{ from: 1_200, deliveries: 1 }] },
    })
  })

  it('of a span without deliveries have nothing', async () => {
    const { body } = await ask(`distributions?from=${at(1)}&to=${at(2)}`)
    expect(body.orderToDoorMs.counts).toEqual([])
  })
})

it.each([
  ['no cursor of ours', `deliveries?${span}&cursor=nothing`, 'CURSOR_UNKNOWN'],
  ['no outcome', `deliveries?${span}&outcome=assigned`, 'MALFORMED'],
  ['no time zone', `days?${span}&timeZone=Mars/Olympus`, 'TIME_ZONE_UNKNOWN'],
  ['too long a span', `distributions?from=0&to=${31 * 24 * HOUR_MS + 1}`, 'SPAN_TOO_LONG'],
  ['too long a span', `heatmap/slots?from=0&to=${31 * 24 * HOUR_MS + 1}`, 'SPAN_TOO_LONG'],
])('%s is refused', async (_what, path, code) => {
  expect(await ask(path)).toMatchObject({ status: 400, body: { code } })
})
