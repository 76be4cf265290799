import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { straightRoute } from '../src/domain/route.ts'
import { plannedTransaction, WaysMissing } from '../src/store/planned-transaction.ts'
import { createWays } from '../src/ways.ts'
import { type DeliveriesApi, order, startApi } from './api.ts'

let api: DeliveriesApi
beforeAll(async () => {
  api = await startApi(inject('databaseUrl'))
})
afterAll(() => api.stop())

const { pickup: from, dropoff: to } = order

it('gives up its transaction while ways are looked for, and begins anew when they are known', async () => {
  const { riderId } = await api.aRider('Aino')
  const renamedMeanwhile: string[] = []
  const ways = createWays(async () => {
    // Would wait for a lock on the row, if there were one.
    await api.sql`update riders set name = 'Onni' where rider_id = ${riderId}`
    renamedMeanwhile.push('Onni')
    return straightRoute(from, to)
  })
  let tries = 0
  const name = await plannedTransaction(api.sql, ways, async (transaction) => {
    tries += 1
    const [rider] = await transaction`
      update riders set name = name || '!' where rider_id = ${riderId} returning name`
    if (ways.legBetween(from, to) === undefined) throw new WaysMissing([{ from, to }])
    return rider?.name
  })
  expect({ tries, name, renamedMeanwhile }).toEqual({ tries: 2, name: 'Onni!', renamedMeanwhile: ['Onni'] })
})

it('asks to try again when there is always another way missing', async () => {
  const ways = createWays(async () => straightRoute(from, to))
  let lat = 60
  const never = plannedTransaction(api.sql, ways, () => {
    lat += 0.001
    throw new WaysMissing([{ from, to: { ...to, lat } }])
  })
  await expect(never).rejects.toMatchObject({ code: 'UNAVAILABLE', retryable: true })
})
