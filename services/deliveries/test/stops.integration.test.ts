import type { PlannedStop, RiderAssignments, Stop } from '@doorstep/contracts'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { SPENT_AT_MS } from '../src/domain/plan.ts'
import { straightRoute } from '../src/domain/route.ts'
import { type DeliveriesApi, order, startApi } from './api.ts'

const depot = { lat: 60.18, lon: 24.93 }
/** A minute from the depot, had anybody asked the phone. */
const seen = new Map<string, { at: number; position: typeof depot }>()

let api: DeliveriesApi
beforeAll(async () => {
  api = await startApi(inject('databaseUrl'), (riderId) => seen.get(riderId))
})
afterAll(() => api.stop())

const stopsUrl = (riderId: string) => `/v1/riders/${riderId}/stops`
const pickup = (deliveryId: string): Stop => ({ deliveryId, kind: 'pickup' })
const dropoff = (deliveryId: string): Stop => ({ deliveryId, kind: 'dropoff' })

async function stopsOf(riderId: string): Promise<PlannedStop[]> {
  return (await api.get(stopsUrl(riderId))).body.stops
}

const orderOf = (stops: readonly Stop[]) => stops.map(({ deliveryId, kind }) => ({ deliveryId, kind }))

async function lastRecordOf(riderId: string): Promise<RiderAssignments> {
  const [row] = await api.sql<{ event: RiderAssignments }[]>`
    select event from outbox where topic = 'rider-assignments' and key = ${riderId} order by id desc limit 1`
  if (row === undefined) throw new Error(`No record of ${riderId}`)
  return row.event
}

/** A rider with deliveries, in the order in which they were given. */
async function stacked(count: number) {
  const rider = await api.aRider('Aino')
  const deliveryIds: string[] = []
  for (let i = 0; i < count; i += 1) {
    const { deliveryId } = await api.anOrder()
    await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId: rider.riderId })
    deliveryIds.push(deliveryId)
  }
  const [one = '', two = ''] = deliveryIds
  return { ...rider, one, two }
}

describe('a rider’s stops', () => {
  it('are a pickup and a drop-off for each delivery, in the order in which they were given', async () => {
    const { riderId, one, two } = await stacked(2)
    expect(orderOf(await stopsOf(riderId))).toEqual([pickup(one), dropoff(one), pickup(two), dropoff(two)])
  })

  it('are put in another order by the merchant or the rider, and the rider’s record follows', async () => {
    const { riderId, riderKey: key, one, two } = await stacked(2)
    const wanted = [pickup(two), pickup(one), dropoff(two), dropoff(one)]
    expect((await api.put(stopsUrl(riderId), { stops: wanted }, { key })).status).toBe(200)
    expect(orderOf(await stopsOf(riderId))).toEqual(wanted)
    const record = await lastRecordOf(riderId)
    expect(record.deliveries.map(({ deliveryId }) => deliveryId)).toEqual([two, one])
    expect(record.stops).toEqual(await stopsOf(riderId))

    await api.post(`/v1/deliveries/${two}/status`, { status: 'picked-up' }, { key })
    const { deliveries, stops } = (await api.get('/v1/riders/me/deliveries', { key })).body
    expect(deliveries.map(({ deliveryId }: Stop) => deliveryId)).toEqual([one, two])
    expect(orderOf(stops)).toEqual([pickup(one), dropoff(two), dropoff(one)])
  })

  it('are not reordered by who knows them as they were', async () => {
    const { riderId, one, two } = await stacked(2)
    const wanted = [pickup(two), dropoff(two), pickup(one), dropoff(one)]
    await api.post(`/v1/deliveries/${one}/status`, { status: 'picked-up' })
    expect(await api.put(stopsUrl(riderId), { stops: wanted })).toMatchObject({
      status: 409,
      body: { code: 'STOPS_CHANGED' },
    })
    expect(orderOf(await stopsOf(riderId))).toEqual([dropoff(one), pickup(two), dropoff(two)])
  })

  it('hand nothing over before it is picked up', async () => {
    const { riderId, one } = await stacked(1)
    expect(await api.put(stopsUrl(riderId), { stops: [dropoff(one), pickup(one)] })).toMatchObject({
      status: 400,
      body: { code: 'DROPOFF_BEFORE_PICKUP' },
    })
  })

  it('are none of another rider’s business', async () => {
    const [{ riderId }, { riderKey: key }] = await Promise.all([stacked(1), api.aRider()])
    const refusal = { status: 403, body: { code: 'NOT_YOUR_STOPS' } }
    expect(await api.get(stopsUrl(riderId), { key })).toMatchObject(refusal)
    expect(await api.put(stopsUrl(riderId), { stops: [] }, { key })).toMatchObject(refusal)
  })

  it('are none of a rider who is not there', async () => {
    const refusal = { status: 404, body: { code: 'RIDER_NOT_FOUND' } }
    expect(await api.get(stopsUrl('nobody'))).toMatchObject(refusal)
    expect(await api.put(stopsUrl('nobody'), { stops: [] })).toMatchObject(refusal)
  })
})

describe('when a stop is reached', () => {
  const wayMs = straightRoute(order.pickup, order.dropoff).durationMs
  const gapsOf = (stops: readonly PlannedStop[]) =>
    stops.slice(1).map(({ etaAt }, i) => etaAt - (stops[i]?.etaAt ?? 0))

  it('counts all stops before it, the ways between them and what is spent there', async () => {
    const { riderId, two } = await stacked(2)
    const stops = await stopsOf(riderId)
    expect(gapsOf(stops)).toEqual([
      SPENT_AT_MS.pickup + wayMs,
      SPENT_AT_MS.dropoff + wayMs,
      SPENT_AT_MS.pickup + wayMs,
    ])
    expect((await api.get(`/v1/deliveries/${two}`)).body.etaAt).toBe(stops.at(-1)?.etaAt)
  })

  it('counts the way to the first from where the phone was seen', async () => {
    const { riderId } = await api.aRider()
    seen.set(riderId, { at: Date.now(), position: depot })
    const { deliveryId } = await api.anOrder()
    await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })
    const { distanceM, durationMs } = straightRoute(depot, order.pickup)
    expect((await stopsOf(riderId))[0]).toMatchObject({ distanceM, durationMs })
    expect((await lastRecordOf(riderId)).updatedAt).toBe(
      ((await stopsOf(riderId))[0]?.etaAt ?? 0) - durationMs,
    )
  })

  it('counts the way to the first from the last stop that was made, if the phone was not seen since', async () => {
    const { riderId, one } = await stacked(1)
    seen.set(riderId, { at: Date.now() - 60_000, position: depot })
    for (const status of ['picked-up', 'delivered'])
      await api.post(`/v1/deliveries/${one}/status`, { status })
    const { deliveryId } = await api.anOrder()
    await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })
    expect((await stopsOf(riderId))[0]).toMatchObject({ durationMs: wayMs })
  })
})

describe('reassigning', () => {
  it('takes a delivery from one rider and gives it to another: two events, and both riders’ records', async () => {
    const [{ riderId, one, two }, onni] = await Promise.all([stacked(2), api.aRider('Onni')])
    const answer = await api.post(`/v1/deliveries/${one}/reassign`, { riderId: onni.riderId })
    expect(answer).toMatchObject({
      status: 200,
      body: { status: 'assigned', riderId: onni.riderId, riderName: 'Onni', etaAt: expect.any(Number) },
    })
    const events = await api.sql`
      select event ->> 'type' as type, (event -> 'version')::integer as version from outbox
      where topic = 'delivery-events' and key = ${one} order by id`
    expect([...events]).toEqual(
      ['created', 'assigned', 'unassigned', 'assigned'].map((type, i) => ({ type, version: i + 1 })),
    )
    expect((await lastRecordOf(riderId)).deliveries.map(({ deliveryId }) => deliveryId)).toEqual([two])
    expect((await lastRecordOf(onni.riderId)).deliveries.map(({ deliveryId }) => deliveryId)).toEqual([one])
  })

  it('is refused once it was picked up: it is in the first rider’s bag', async () => {
    const [{ one }, onni] = await Promise.all([stacked(1), api.aRider('Onni')])
    await api.post(`/v1/deliveries/${one}/status`, { status: 'picked-up' })
    expect(await api.post(`/v1/deliveries/${one}/reassign`, { riderId: onni.riderId })).toMatchObject({
      status: 409,
      body: { code: 'ILLEGAL_TRANSITION' },
    })
  })

  it('crosswise between two riders, while their stops are reordered, waits for nobody for ever', async () => {
    const [aino, onni] = await Promise.all([stacked(4), stacked(4)])
    const give = async (deliveryId: string, riderId: string) =>
      (await api.post(`/v1/deliveries/${deliveryId}/reassign`, { riderId })).status
    for (let round = 0; round < 10; round += 1) {
      const [to, back] = round % 2 === 0 ? [onni, aino] : [aino, onni]
      const [stops, ...statuses] = await Promise.all([
        api.put(stopsUrl(to.riderId), { stops: orderOf(await stopsOf(to.riderId)) }),
        give(aino.one, to.riderId),
        give(aino.two, to.riderId),
        give(onni.one, back.riderId),
        give(onni.two, back.riderId),
      ])
      expect(statuses).toEqual([200, 200, 200, 200])
      expect([200, 409]).toContain(stops.status)
    }
    expect(new Set((await stopsOf(aino.riderId)).map(({ deliveryId }) => deliveryId)).size).toBe(4)
  })
})

it('why a delivery failed is on the delivery and its event', async () => {
  const { one, riderKey: key } = await stacked(1)
  const url = `/v1/deliveries/${one}/status`
  await api.post(url, { status: 'picked-up' }, { key })
  const why = { reason: 'nobody-there', note: 'Rang twice, called once.' }
  expect((await api.post(url, { status: 'failed', ...why }, { key })).status).toBe(200)
  const told = { status: 'failed', endReason: 'nobody-there', endNote: 'Rang twice, called once.' }
  expect((await api.get(`/v1/deliveries/${one}`)).body).toMatchObject(told)
  const [last] = await api.sql`
    select event -> 'delivery' as delivery from outbox where topic = 'delivery-events' and key = ${one}
    order by id desc limit 1`
  expect(last?.delivery).toMatchObject(told)
})
