import type { MerchantDelivery } from '@doorstep/contracts'
import { connectPostgres } from '@doorstep/postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { SPENT_AT_MS } from '../src/domain/plan.ts'
import { createDeliveryStore } from '../src/store/deliveries.ts'
import { createErasureStore } from '../src/store/erasures.ts'
import { createWays } from '../src/ways.ts'
import { type DeliveriesApi, order, startApi } from './api.ts'

/** Between two clocks that are read in one call. */
const A_MOMENT_MS = 1_000

let api: DeliveriesApi
beforeAll(async () => {
  api = await startApi(inject('databaseUrl'))
})
afterAll(() => api.stop())

async function assigned() {
  const [rider, { deliveryId }] = await Promise.all([api.aRider('Aino'), api.anOrder()])
  const { body } = await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId: rider.riderId })
  return { ...rider, deliveryId, delivery: body as MerchantDelivery }
}

describe('an order', () => {
  it('gets an id and a link for the customer, and is kept as it was sent', async () => {
    const whole = {
      pickup: { ...order.pickup, address: 'Mannerheimintie 1' },
      dropoff: order.dropoff,
      customer: { name: 'Väinö 🚲' },
      promisedAt: Date.now() + 1_800_000,
      webhook: { url: 'https://shop.example/hooks/1' },
    }
    const created = await api.post('/v1/deliveries', whole)
    expect(created).toEqual({
      status: 201,
      body: {
        deliveryId: expect.any(String),
        status: 'created',
        trackingToken: expect.stringMatching(/^tt_/),
        trackingUrl: `https://doorstep.example/t/${created.body.trackingToken}`,
      },
    })

    const { body } = await api.get(`/v1/deliveries/${created.body.deliveryId}`)
    expect(body).toEqual({ ...whole, ...created.body, createdAt: expect.any(Number) })
  })

  it('with the same key and body is the same order, whatever the order of its fields', async () => {
    const headers = { 'idempotency-key': 'same' }
    const first = await api.post('/v1/deliveries', order, { headers })
    const second = await api.post('/v1/deliveries', Object.fromEntries(Object.entries(order).reverse()), {
      headers,
    })
    expect(first.status).toBe(201)
    expect(second).toEqual(first)
  })

  it('with the same key and another body is refused', async () => {
    const headers = { 'idempotency-key': 'reused' }
    await api.post('/v1/deliveries', order, { headers })
    const other = await api.post('/v1/deliveries', { ...order, promisedAt: 1 }, { headers })
    expect(other).toMatchObject({ status: 409, body: { code: 'IDEMPOTENCY_KEY_REUSED' } })
  })

  it('sent ten times at once with one key makes one delivery and one event', async () => {
    const headers = { 'idempotency-key': 'at-once' }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => api.post('/v1/deliveries', order, { headers })),
    )
    const { deliveryId } = answers[0]?.body ?? {}
    expect(answers.map(({ status, body }) => [status, body.deliveryId])).toEqual(
      Array.from({ length: 10 }, () => [201, deliveryId]),
    )
    expect(await api.sql`select count(*)::integer from outbox where key = ${deliveryId}`).toEqual([
      { count: 1 },
    ])
  })

  it('with a key that was used a day ago is a new one, whatever its body; the old key is deleted anyway', async () => {
    const headers = { 'idempotency-key': 'long-ago' }
    const first = await api.post('/v1/deliveries', order, { headers })
    const age = (hours: number) => api.sql`
      update idempotency_keys set created_at = clock_timestamp() - make_interval(hours => ${hours})
      where key = 'long-ago'`
    await age(23)
    expect((await api.post('/v1/deliveries', order, { headers })).body).toEqual(first.body)
    await age(25)
    const other = { ...order, promisedAt: 1 }
    const second = await api.post('/v1/deliveries', other, { headers })
    expect(second.status).toBe(201)
    expect(second.body.deliveryId).not.toBe(first.body.deliveryId)
    expect(await api.post('/v1/deliveries', other, { headers })).toEqual(second)
    expect((await api.get(`/v1/deliveries/${first.body.deliveryId}`)).status).toBe(200)
  })

  it('without a key is a new one each time', async () => {
    const [one, two] = await Promise.all([api.anOrder(), api.anOrder()])
    expect(one.deliveryId).not.toBe(two.deliveryId)
  })
})

describe('assigning', () => {
  it('answers with the rider, the route and when it should arrive', async () => {
    const { delivery, riderId } = await assigned()
    expect(delivery).toMatchObject({ status: 'assigned', riderId, riderName: 'Aino' })
    expect(delivery.route?.points).toEqual([order.pickup, order.dropoff])
    const onItsWayMs = (delivery.route?.durationMs ?? 0) + SPENT_AT_MS.pickup
    expect((delivery.etaAt ?? 0) - (delivery.assignedAt ?? 0) - onItsWayMs).toBeLessThan(A_MOMENT_MS)
    expect(delivery.etaAt).toBeGreaterThanOrEqual((delivery.assignedAt ?? 0) + onItsWayMs)
  })

  it('refuses a rider or a delivery that is not there', async () => {
    const [{ riderId }, { deliveryId }] = await Promise.all([api.aRider(), api.anOrder()])
    expect(await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId: 'nobody' })).toMatchObject({
      status: 404,
      body: { code: 'RIDER_NOT_FOUND' },
    })
    expect(await api.post('/v1/deliveries/nothing/assign', { riderId })).toMatchObject({
      status: 404,
      body: { code: 'DELIVERY_NOT_FOUND' },
    })
  })

  it('refuses one that has a rider already', async () => {
    const { deliveryId, riderId } = await assigned()
    expect(await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })).toMatchObject({
      status: 409,
      body: { code: 'ILLEGAL_TRANSITION' },
    })
  })

  it('by two at once gives it to one of them', async () => {
    const [aino, onni, { deliveryId }] = await Promise.all([api.aRider(), api.aRider(), api.anOrder()])
    const answers = await Promise.all(
      [aino, onni].map(({ riderId }) => api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
  })
})

it('gives a rider a link that opens their page with their key', async () => {
  const { riderKey, riderUrl } = await api.aRider('Aino')
  expect(riderUrl).toBe(`https://doorstep.example/rider#key=${riderKey}`)
})

describe('a rider’s own deliveries', () => {
  it('are those that are open, in the order of their next stops, and no more than the two places', async () => {
    const { riderId, riderKey: key } = await api.aRider('Aino')
    const [first, second, ended] = await Promise.all([api.anOrder(), api.anOrder(), api.anOrder()])
    for (const { deliveryId } of [first, second, ended])
      await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })
    await api.post(`/v1/deliveries/${first.deliveryId}/status`, { status: 'picked-up' }, { key })
    await api.post(`/v1/deliveries/${ended.deliveryId}/status`, { status: 'cancelled' })
    await assigned()

    const stops = { pickup: order.pickup, dropoff: order.dropoff, assignedAt: expect.any(Number) }
    expect(await api.get('/v1/riders/me/deliveries', { key })).toEqual({
      status: 200,
      body: {
        deliveries: [
          { deliveryId: first.deliveryId, status: 'picked-up', ...stops, pickedUpAt: expect.any(Number) },
          { deliveryId: second.deliveryId, status: 'assigned', ...stops },
        ],
        stops: [
          { deliveryId: first.deliveryId, kind: 'dropoff' },
          { deliveryId: second.deliveryId, kind: 'pickup' },
          { deliveryId: second.deliveryId, kind: 'dropoff' },
        ].map((stop) => expect.objectContaining(stop)),
      },
    })
  })
})

describe('a status', () => {
  it('tells its rider neither the customer’s link and address nor the merchant’s webhook', async () => {
    const webhook = { url: 'https://shop.example/hooks/secret' }
    const [{ riderId, riderKey }, { body }] = await Promise.all([
      api.aRider(),
      api.post('/v1/deliveries', {
        ...order,
        customer: { name: 'Väinö', email: 'secret@home.example' },
        webhook,
      }),
    ])
    const { deliveryId, trackingToken } = body
    await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })
    const url = `/v1/deliveries/${deliveryId}/status`
    const toRider = await api.post(url, { status: 'picked-up' }, { key: riderKey })
    const customer = { name: 'Väinö' }
    expect(toRider).toMatchObject({
      status: 200,
      body: { deliveryId, status: 'picked-up', ...order, customer },
    })
    expect(JSON.stringify(toRider.body)).not.toMatch(/secret|tt_/)
    const toMerchant = await api.post(url, { status: 'delivered' })
    expect(toMerchant).toMatchObject({ status: 200, body: { status: 'delivered', webhook, trackingToken } })
  })

  it('is reported by the rider or by the merchant', async () => {
    const { deliveryId, riderKey } = await assigned()
    const url = `/v1/deliveries/${deliveryId}/status`
    const pickedUp = await api.post(url, { status: 'picked-up' }, { key: riderKey })
    expect(pickedUp).toMatchObject({ status: 200, body: { status: 'picked-up' } })
    expect(await api.post(url, { status: 'delivered' })).toMatchObject({
      status: 200,
      body: { status: 'delivered', endedAt: expect.any(Number) },
    })
  })

  it('is none of another rider’s business', async () => {
    const [{ deliveryId }, other] = await Promise.all([assigned(), api.aRider()])
    const answer = await api.post(
      `/v1/deliveries/${deliveryId}/status`,
      { status: 'picked-up' },
      { key: other.riderKey },
    )
    expect(answer).toMatchObject({ status: 403, body: { code: 'NOT_THE_ASSIGNED_RIDER' } })
    expect((await api.get(`/v1/deliveries/${deliveryId}`)).body.status).toBe('assigned')
  })

  it('that may not follow changes nothing and tells nobody', async () => {
    const { deliveryId } = await api.anOrder()
    const answer = await api.post(`/v1/deliveries/${deliveryId}/status`, { status: 'delivered' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'ILLEGAL_TRANSITION' } })
    expect((await api.get(`/v1/deliveries/${deliveryId}`)).body.status).toBe('created')
    const events = await api.sql`select event ->> 'type' as type from outbox where key = ${deliveryId}`
    expect([...events]).toEqual([{ type: 'created' }])
  })

  it('has its own time, not ahead of our clock and not before the last', async () => {
    const { deliveryId, delivery } = await assigned()
    const url = `/v1/deliveries/${deliveryId}/status`
    const at = (ms: number) => api.post(url, { status: 'picked-up', at: ms })
    expect(await at(Date.now() + 120_000)).toMatchObject({ status: 400, body: { code: 'AT_IN_FUTURE' } })
    expect(await at((delivery.assignedAt ?? 0) - 1)).toMatchObject({
      status: 400,
      body: { code: 'AT_BEFORE_LAST_STATUS' },
    })
    expect(await at(delivery.assignedAt ?? 0)).toMatchObject({
      status: 200,
      body: { pickedUpAt: delivery.assignedAt },
    })
  })

  it('of created takes the delivery back: no rider, no route, and it can be assigned again', async () => {
    const { deliveryId, riderId } = await assigned()
    const { body } = await api.post(`/v1/deliveries/${deliveryId}/status`, { status: 'created' })
    expect(body).toMatchObject({ status: 'created' })
    expect(body).not.toHaveProperty('riderId')
    const again = await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })
    expect(again).toMatchObject({ status: 200, body: { riderId } })
  })
})

it('a change whose event cannot be kept is not made', async () => {
  const own = await startApi(inject('databaseUrl'))
  const { deliveryId } = await own.anOrder()
  const url = `/v1/deliveries/${deliveryId}`
  await own.sql`alter table outbox rename to outbox_elsewhere`
  expect((await own.post(`${url}/status`, { status: 'cancelled' })).status).toBe(500)
  expect((await own.get(url)).body.status).toBe('created')
  expect((await own.post('/v1/deliveries', order)).status).toBe(500)
  expect((await own.get('/v1/deliveries')).body.deliveries).toHaveLength(1)
  await own.stop()
})

describe('a list', () => {
  it('gives every delivery once, newest first, page by page, though new ones come in between', async () => {
    const own = await startApi(inject('databaseUrl'))
    const made: string[] = []
    for (let i = 0; i < 5; i += 1) made.push((await own.anOrder()).deliveryId)

    const seen: string[] = []
    let next = '/v1/deliveries?limit=2'
    for (;;) {
      const { body } = await own.get(next)
      seen.push(...body.deliveries.map(({ deliveryId }: MerchantDelivery) => deliveryId))
      if (body.nextCursor === undefined) break
      next = `/v1/deliveries?limit=2&cursor=${body.nextCursor}`
      await own.anOrder()
    }
    // The five may share a millisecond, and then go by id.
    expect(seen.toSorted()).toEqual(made.toSorted())
    expect(new Set(seen).size).toBe(5)
    await own.stop()
  })

  it('goes on after the delivery that a page ended with, though that was erased', async () => {
    const own = await startApi(inject('databaseUrl'))
    const made: string[] = []
    for (let i = 0; i < 3; i += 1) made.push((await own.anOrder()).deliveryId)
    const { body: first } = await own.get('/v1/deliveries?limit=1')
    const [last] = first.deliveries.map(({ deliveryId }: MerchantDelivery) => deliveryId)
    await own.post(`/v1/deliveries/${last}/status`, { status: 'cancelled' })
    await createErasureStore(own.sql).eraseDelivery(last, Date.now())

    const { body: rest } = await own.get(`/v1/deliveries?limit=10&cursor=${first.nextCursor}`)
    const seen = rest.deliveries.map(({ deliveryId }: MerchantDelivery) => deliveryId)
    expect(seen.toSorted()).toEqual(made.filter((id) => id !== last).toSorted())
    await own.stop()
  })

  it('of one status, page by page, gives each that has it once, though others change meanwhile', async () => {
    const own = await startApi(inject('databaseUrl'))
    const made: string[] = []
    for (let i = 0; i < 6; i += 1) made.push((await own.anOrder()).deliveryId)
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await own.get(`/v1/deliveries?status=created&limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.deliveries.map(({ deliveryId }: MerchantDelivery) => deliveryId))
      const [gone] = seen
      await own.post(`/v1/deliveries/${gone}/status`, { status: 'cancelled' })
      cursor = body.nextCursor ?? ''
    } while (cursor !== '')
    expect(seen.toSorted()).toEqual(made.toSorted())
    await own.stop()
  })

  it('of one status has only that', async () => {
    const { deliveryId } = await assigned()
    const { body } = await api.get('/v1/deliveries?status=assigned&limit=100')
    const statuses = new Set(body.deliveries.map(({ status }: MerchantDelivery) => status))
    expect([...statuses]).toEqual(['assigned'])
    expect(body.deliveries.map(({ deliveryId: id }: MerchantDelivery) => id)).toContain(deliveryId)
  })

  it('refuses a cursor it never gave', async () => {
    expect(await api.get('/v1/deliveries?cursor=nothing')).toMatchObject({
      status: 400,
      body: { code: 'CURSOR_UNKNOWN' },
    })
  })
})

const unreached = () => Promise.reject(new Error('Nothing should get this far'))

it('asks to try again while Postgres is away', async () => {
  const away = createDeliveryStore(
    connectPostgres({ url: 'postgres://nobody@127.0.0.1:1/none', schema: 'x' }),
    { ways: createWays(unreached), lastSeen: () => undefined },
  )
  await expect(away.find('d-1')).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: true })
})
