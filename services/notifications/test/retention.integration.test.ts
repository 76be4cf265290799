import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { forgetEnded } from '../src/store/retention.ts'
import { anOutbox, type Outbox } from './outbox.ts'

let outbox: Outbox
beforeEach(async () => {
  outbox = await anOutbox(inject('databaseUrl'))
})
afterEach(() => outbox.stop())

async function anEnded(deliveryId: string, ago: string): Promise<void> {
  await outbox.add(deliveryId, 'delivered', 'https://shop.example/hook', {
    email: 'vaino@home.example',
    language: 'fi',
  })
  const places = { standing: { lat: 60.1 }, atDoor: { lat: 60.1 } }
  await outbox.sql`
    update deliveries
    set ended_at = now() - ${ago}::interval, progress = progress || ${outbox.sql.json(places)}::jsonb
    where delivery_id = ${deliveryId}`
}

const deliveries = () =>
  outbox.sql`
    select delivery_id, dropoff is not null or progress::text like '%lat%' as placed, mailbox is not null as mailed
    from deliveries order by delivery_id`

it('forgets where a delivery went and to whom once its fixes have left the topic, and that it was once its events have', async () => {
  await outbox.add('open', 'picked-up')
  await anEnded('day-old', '24 hours')
  await anEnded('older', '25 hours 1 minute')
  await anEnded('month-old', '30 days')
  await anEnded('ancient', '30 days 1 hour 1 minute')

  expect(await forgetEnded(outbox.sql)).toBe(false)
  expect(await deliveries()).toEqual([
    { delivery_id: 'day-old', placed: true, mailed: true },
    { delivery_id: 'month-old', placed: false, mailed: false },
    { delivery_id: 'older', placed: false, mailed: false },
    { delivery_id: 'open', placed: true, mailed: false },
  ])
})

it('forgets the notifications of a delivery and what was sent with it', async () => {
  await anEnded('ancient', '31 days')
  await forgetEnded(outbox.sql)
  expect(await outbox.sql`select 1 from notifications union all select 1 from dispatches`).toHaveLength(0)
})
