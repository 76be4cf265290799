import { until } from '@doorstep/testing'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type DeliveriesApi, order, startApi } from './api.ts'
import { type Pipeline, startPipeline } from './pipeline.ts'

let api: DeliveriesApi
let pipeline: Pipeline
beforeAll(async () => {
  api = await startApi(inject('databaseUrl'))
  pipeline = await startPipeline(api.databaseUrl, inject('kafkaBrokers'))
})
afterAll(async () => {
  await pipeline.stop()
  await api.stop()
})

const eventsOf = (deliveryId: string) => pipeline.eventsOf(deliveryId)
const recordsOf = (riderId: string) => pipeline.recordsOf(riderId)

it('a delivery’s life over HTTP is its events, in order, and its rider’s records', async () => {
  const { riderId, riderKey } = await api.aRider('Aino')
  const { deliveryId } = await api.anOrder()
  const url = `/v1/deliveries/${deliveryId}`
  await api.post(`${url}/assign`, { riderId })
  await api.post(`${url}/status`, { status: 'picked-up' }, { key: riderKey })
  await api.post(`${url}/status`, { status: 'delivered' }, { key: riderKey })
  const { trackingToken, trackingUrl, ...delivery } = (await api.get(url)).body
  const { route, assignedAt, pickedUpAt, endedAt } = delivery

  await until(() => eventsOf(deliveryId).length === 4 && recordsOf(riderId).length === 3)
  expect(eventsOf(deliveryId).map(({ type, version, at }) => ({ type, version, at }))).toEqual([
    { type: 'created', version: 1, at: delivery.createdAt },
    { type: 'assigned', version: 2, at: assignedAt },
    { type: 'picked-up', version: 3, at: pickedUpAt },
    { type: 'delivered', version: 4, at: endedAt },
  ])
  expect(eventsOf(deliveryId).at(-1)?.delivery).toEqual(delivery)

  const open = { deliveryId, ...order, route, assignedAt }
  expect(recordsOf(riderId).map(({ updatedAt, stops, ...record }) => record)).toEqual([
    { riderId, deliveries: [{ ...open, status: 'assigned' }] },
    { riderId, deliveries: [{ ...open, status: 'picked-up', pickedUpAt }] },
    { riderId, deliveries: [], lastEndedAt: endedAt },
  ])
})

it('deliveries given to one rider at once are all in the rider’s last record', async () => {
  const { riderId } = await api.aRider()
  const orders = await Promise.all(Array.from({ length: 8 }, api.anOrder))
  const answers = await Promise.all(
    orders.map(({ deliveryId }) => api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))

  await until(() => recordsOf(riderId).length === 8)
  const records = recordsOf(riderId)
  expect(records.map(({ deliveries }) => deliveries.length)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  const ids = records.at(-1)?.deliveries.map(({ deliveryId }) => deliveryId)
  expect(ids?.toSorted()).toEqual(orders.map(({ deliveryId }) => deliveryId).toSorted())
  const times = records.map(({ updatedAt }) => updatedAt)
  expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b))
})

it('a delivery taken back leaves its rider’s record, and no end', async () => {
  const { riderId } = await api.aRider()
  const { deliveryId } = await api.anOrder()
  await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })
  await api.post(`/v1/deliveries/${deliveryId}/status`, { status: 'created' })

  await until(() => eventsOf(deliveryId).length === 3 && recordsOf(riderId).length === 2)
  expect(recordsOf(riderId).at(-1)).toEqual({
    riderId,
    deliveries: [],
    stops: [],
    updatedAt: expect.any(Number),
  })
  expect(eventsOf(deliveryId).map(({ type }) => type)).toEqual(['created', 'assigned', 'unassigned'])
})

it('a rider’s last end is the latest that happened, not the latest that was told', async () => {
  const { riderId } = await api.aRider()
  const [one, two] = [await api.anOrder(), await api.anOrder()]
  const at: number[] = []
  for (const { deliveryId } of [one, two]) {
    await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })
    const { body } = await api.post(`/v1/deliveries/${deliveryId}/status`, { status: 'picked-up' })
    at.push(body.pickedUpAt)
  }
  const [earlier, later] = [Math.max(...at), Math.max(...at) + 5_000]
  await api.post(`/v1/deliveries/${one.deliveryId}/status`, { status: 'delivered', at: later })
  await api.post(`/v1/deliveries/${two.deliveryId}/status`, { status: 'failed', at: earlier })

  await until(() => recordsOf(riderId).length === 6)
  expect(recordsOf(riderId).at(-1)).toMatchObject({ deliveries: [], lastEndedAt: later })
})
