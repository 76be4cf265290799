import { until } from '@doorstep/testing'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { createErasureStore } from '../src/store/erasures.ts'
import { type DeliveriesApi, startApi } from './api.ts'

let api: DeliveriesApi
beforeAll(async () => {
  api = await startApi(inject('databaseUrl'))
})
afterAll(() => api.stop())

const assign = (deliveryId: string, riderId: string) =>
  api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })

async function eventsOf(deliveryId: string): Promise<string[]> {
  const rows = await api.sql<{ type: string }[]>`
    select event ->> 'type' as type from outbox where topic = 'delivery-events' and key = ${deliveryId} order by id`
  return rows.map(({ type }) => type)
}

describe('a delivery that is assigned while its rider is erased', () => {
  it('is refused as of a rider nobody knows, once the rider is gone, and nothing of it is kept', async () => {
    const { riderId } = await api.aRider('Aino')
    const { deliveryId } = await api.anOrder()
    const waiting = async () => {
      const rows = await api.sql`
        select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
      return rows.length > 0
    }

    const assigning = await api.sql.begin(async (erasing) => {
      await erasing`update riders set erased_at = now() where rider_id = ${riderId}`
      const answer = assign(deliveryId, riderId)
      await until(waiting)
      return { answer }
    })

    const { status, body } = await assigning.answer
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'RIDER_NOT_FOUND' })
    expect((await api.get(`/v1/deliveries/${deliveryId}`)).body.status).toBe('created')
    expect(await eventsOf(deliveryId)).toEqual(['created'])
  })

  it('is assigned or the rider is erased, never both, whoever comes first', async () => {
    const erasures = createErasureStore(api.sql)
    const races = Array.from({ length: 40 }, async (_, n) => {
      const { riderId } = await api.aRider('Aino')
      const { deliveryId } = await api.anOrder()
      const assigned = () => assign(deliveryId, riderId)
      const erased = () => erasures.eraseRider(riderId, Date.now())
      const [answer, { ok }] =
        n % 2 === 0
          ? await Promise.all([assigned(), erased()])
          : await Promise.all([erased(), assigned()]).then(([one, two]) => [two, one] as const)
      return `${answer.status}, ${ok ? 'erased' : 'open'}`
    })
    const outcomes = new Set(await Promise.all(races))
    expect([...outcomes].filter((outcome) => !['200, open', '404, erased'].includes(outcome))).toEqual([])
  })
})
