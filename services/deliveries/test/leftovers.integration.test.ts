import { silentLog, until } from '@doorstep/testing'
import { expect, inject, it, onTestFinished } from 'vitest'
import { leftoversKeeper } from '../src/leftovers-keeper.ts'
import { createLeftoverStore } from '../src/store/leftovers.ts'
import { order, startApi } from './api.ts'

const HOUR_MS = 3_600_000

it('keys older than a day and refused events older than a month are deleted, and nothing else', async () => {
  const api = await startApi(inject('databaseUrl'))
  onTestFinished(api.stop)
  const keys = [23, 25].map((hours) => ({ key: `of-${hours}-hours`, hours }))
  for (const { key, hours } of keys) {
    await api.post('/v1/deliveries', order, { headers: { 'idempotency-key': key } })
    await api.sql`
      update idempotency_keys set created_at = clock_timestamp() - make_interval(hours => ${hours}) where key = ${key}`
  }
  await api.sql`
    insert into outbox_refused (id, topic, key, event, created_at, reason, refused_at)
    select days, 'delivery-events', days::text, '{}', now(), 'too large', now() - make_interval(days => days)
    from unnest(array[29, 31]) as days`

  const leftovers = createLeftoverStore(api.sql)
  const keeper = leftoversKeeper({ leftovers, now: Date.now, log: silentLog })
  await keeper.start()
  await until(async () => (await api.sql`select from outbox_refused`).length === 1)
  await keeper.stop()

  expect([...(await api.sql`select key from idempotency_keys`)]).toEqual([{ key: 'of-23-hours' }])
  expect([...(await api.sql`select key from outbox_refused`)]).toEqual([{ key: '29' }])
  expect((await api.get('/v1/deliveries')).body.deliveries).toHaveLength(2)
  expect(await leftovers.deleteIdempotencyKeys(Date.now() - 24 * HOUR_MS)).toBe(0)
})
