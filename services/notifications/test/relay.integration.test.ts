import type { DeliveryNotification } from '@doorstep/contracts'
import { UnavailableError } from '@doorstep/runtime'
import { silentLog, until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { createRelay, type NotificationPublisher } from '../src/relay.ts'
import { drainOutbox } from '../src/store/outbox.ts'
import { anOutbox, type Outbox } from './outbox.ts'

let outbox: Outbox
beforeEach(async () => {
  outbox = await anOutbox(inject('databaseUrl'))
})
afterEach(() => outbox.stop())

/** A publisher that is away so many times. */
function aPublisher({ away = 0 } = {}) {
  const published: DeliveryNotification[] = []
  let failures = away
  const publishAll: NotificationPublisher['publishAll'] = async (_topic, notifications) => {
    if (failures-- > 0) throw new UnavailableError('Kafka is away')
    published.push(...notifications)
  }
  return { published, publishAll }
}

it('publishes what was decided, in order, once Kafka is back', async () => {
  const decided = [await outbox.add('d-1', 'picked-up'), await outbox.add('d-1', 'approaching')]
  const publisher = aPublisher({ away: 1 })
  const relay = createRelay({ sql: outbox.sql, publisher, log: silentLog })
  await relay.start()
  await until(() => publisher.published.length >= 2)

  decided.push(await outbox.add('d-1', 'arrived'))
  relay.wake()
  await until(() => publisher.published.length >= 3)
  await relay.stop()
  expect(publisher.published).toEqual(decided)
})

it('lets one process publish at a time, so that none overtakes another', async () => {
  await outbox.add('d-1', 'picked-up')
  const publishing = Promise.withResolvers<void>()
  const first = drainOutbox(outbox.sql, () => publishing.promise)
  await until(async () => (await outbox.sql`select 1 from pg_locks where locktype = 'advisory'`).count > 0)
  await outbox.add('d-1', 'approaching')

  expect(await drainOutbox(outbox.sql, async () => {})).toBe(0)
  publishing.resolve()
  expect(await first).toBe(1)
  expect(await drainOutbox(outbox.sql, async () => {})).toBe(1)
})

it('hands out again what was handed out when a publication failed', async () => {
  await outbox.add('d-1', 'picked-up')
  await expect(drainOutbox(outbox.sql, () => Promise.reject(new Error('killed')))).rejects.toThrow('killed')
  expect(await drainOutbox(outbox.sql, async () => {})).toBe(1)
  expect(await drainOutbox(outbox.sql, async () => {})).toBe(0)
})
