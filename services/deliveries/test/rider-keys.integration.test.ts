import { until } from '@doorstep/testing'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { type DeliveriesApi, startApi } from './api.ts'
import { type Pipeline, startPipeline } from './pipeline.ts'

/** Of the 5 s in which a revoked key must be dead, what this side may take; `ingest` has the rest. */
const TOLD_WITHIN_MS = 2_500

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

const keyUrl = (riderId: string) => `/v1/riders/${riderId}/key`
const newKey = async (riderId: string): Promise<string> => (await api.post(keyUrl(riderId), {})).body.riderKey

/** 404 behind the door: nobody has this delivery. */
async function opens(riderKey: string): Promise<boolean> {
  const { status } = await api.post('/v1/deliveries/none/status', { status: 'delivered' }, { key: riderKey })
  return status === 404
}

it('a rider’s keys are all good until they are revoked, and none of them ever again', async () => {
  const { riderId, riderKey } = await api.aRider()
  const second = await api.post(keyUrl(riderId), {})
  expect(second).toEqual({
    status: 201,
    body: { riderId, riderKey: expect.any(String), riderUrl: expect.any(String) },
  })
  expect(await Promise.all([riderKey, second.body.riderKey].map(opens))).toEqual([true, true])

  expect(await api.delete(keyUrl(riderId))).toEqual({ status: 204, body: undefined })
  expect(await Promise.all([riderKey, second.body.riderKey].map(opens))).toEqual([false, false])

  const third = await newKey(riderId)
  expect(await Promise.all([riderKey, second.body.riderKey, third].map(opens))).toEqual([false, false, true])
})

it('a key is replaced without shutting its rider out: a new one, then all but the newest are revoked', async () => {
  const { riderId, riderKey } = await api.aRider()
  const renewed = await newKey(riderId)
  await api.delete(`${keyUrl(riderId)}?keep=newest`)
  expect(await Promise.all([riderKey, renewed].map(opens))).toEqual([false, true])
})

it('sparing the newest brings none back that was revoked', async () => {
  const { riderId, riderKey } = await api.aRider()
  await api.delete(keyUrl(riderId))
  await api.delete(`${keyUrl(riderId)}?keep=newest`)
  expect(await opens(riderKey)).toBe(false)
})

it('two keys made at once are two keys', async () => {
  const { riderId } = await api.aRider()
  const keys = await Promise.all(Array.from({ length: 8 }, () => newKey(riderId)))
  expect(new Set(keys).size).toBe(8)
})

it('a revocation is on the topic in time, and says from where on keys are valid', async () => {
  const { riderId } = await api.aRider()
  await newKey(riderId)
  const began = performance.now()
  await api.delete(keyUrl(riderId))
  await until(() => pipeline.validitiesOf(riderId).length > 0)
  expect(performance.now() - began).toBeLessThan(TOLD_WITHIN_MS)
  await api.delete(`${keyUrl(riderId)}?keep=newest`)
  await newKey(riderId)
  await api.delete(keyUrl(riderId))
  await until(() => pipeline.validitiesOf(riderId).length === 3)
  expect(pipeline.validitiesOf(riderId)).toEqual([2, 2, 3].map((validFrom) => ({ riderId, validFrom })))
})

it('there is no key of a rider who is not there', async () => {
  const notFound = { status: 404, body: { code: 'RIDER_NOT_FOUND' } }
  expect(await api.post(keyUrl('nobody'), {})).toMatchObject(notFound)
  expect(await api.delete(keyUrl('nobody'))).toMatchObject(notFound)
})

it('what is to be kept is the newest key or nothing', async () => {
  const { riderId, riderKey } = await api.aRider()
  expect(await api.delete(`${keyUrl(riderId)}?keep=all`)).toMatchObject({ status: 400 })
  expect(await opens(riderKey)).toBe(true)
})
