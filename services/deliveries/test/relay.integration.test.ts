import { type DeliveryEvent, deliveryEvents, riderAssignments, type Topic } from '@doorstep/contracts'
import { RecordRefusedError } from '@doorstep/kafka'
import { connectPostgres } from '@doorstep/postgres'
import { UnavailableError } from '@doorstep/runtime'
import { silentLog, until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { createRelay } from '../src/relay.ts'
import type { EventPublisher } from '../src/relay-publishing.ts'
import { type DeliveriesApi, startApi } from './api.ts'

let api: DeliveriesApi
let stops: (() => Promise<void>)[] = []
beforeEach(async () => {
  api = await startApi(inject('databaseUrl'))
})
afterEach(async () => {
  for (const stop of stops) await stop()
  stops = []
  await api.stop()
})

async function startRelay(publishing: Pick<EventPublisher, 'publishAll'>): Promise<void> {
  const retractAll = () => Promise.reject(new Error('Nothing was deleted'))
  const publisher = { retractAll, ...publishing }
  const sql = connectPostgres({ url: api.databaseUrl, schema: 'deliveries', max: 2 })
  const relay = createRelay({ sql, publisher, topics: [deliveryEvents, riderAssignments], log: silentLog })
  await relay.start()
  stops.push(async () => {
    await relay.stop()
    await sql.end()
  })
}

/** Keeps what it is given; answers only when the event loop has come round, as a network would. */
function aLog() {
  const events: DeliveryEvent[] = []
  const publisher: Pick<EventPublisher, 'publishAll'> = {
    async publishAll(topic, published) {
      await new Promise(setImmediate)
      if (topic.name === deliveryEvents.name) events.push(...(published as DeliveryEvent[]))
    },
  }
  return { events, publisher }
}

const identity = ({ delivery, version }: DeliveryEvent) => `${delivery.deliveryId} ${version}`

/** A delivery taken through its life; its id. */
async function aLife(): Promise<string> {
  const [{ riderId }, { deliveryId }] = await Promise.all([api.aRider(), api.anOrder()])
  await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })
  for (const status of ['picked-up', 'delivered'])
    await api.post(`/v1/deliveries/${deliveryId}/status`, { status })
  return deliveryId
}

async function outboxIsEmpty(): Promise<boolean> {
  const [row] = await api.sql`select count(*)::integer as waiting from outbox`
  return row?.waiting === 0
}

/** Ends connections to this database, as a server that restarts does. */
function cut(which: 'listening' | 'in a transaction') {
  return api.sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database()
      and ${which === 'listening' ? api.sql`query ~* '^listen'` : api.sql`state = 'idle in transaction'`}`
}

it('publishes within moments of the commit, not at the next poll', async () => {
  const { events, publisher } = aLog()
  await startRelay(publisher)
  const startedAt = performance.now()
  for (let i = 1; i <= 10; i += 1) {
    await api.anOrder()
    await until(() => events.length === i)
  }
  // Ten polls would take ten seconds.
  expect(performance.now() - startedAt).toBeLessThan(2_000)
})

it('two relays publish each event once, in order for each delivery', async () => {
  const { events, publisher } = aLog()
  await startRelay(publisher)
  await startRelay(publisher)
  const deliveryIds = await Promise.all(Array.from({ length: 30 }, aLife))
  await until(outboxIsEmpty)

  const expected = deliveryIds.flatMap((id) => [1, 2, 3, 4].map((version) => `${id} ${version}`))
  expect(events.map(identity).toSorted()).toEqual(expected.toSorted())
  for (const id of deliveryIds) {
    const versions = events.filter(({ delivery }) => delivery.deliveryId === id).map(({ version }) => version)
    expect(versions).toEqual([1, 2, 3, 4])
  }
})

it('loses nothing and keeps the order while Kafka refuses', async () => {
  const { events, publisher } = aLog()
  let refusals = 0
  await startRelay({
    async publishAll(topic: Topic, published) {
      if (refusals < 4) {
        refusals += 1
        throw new UnavailableError('Kafka is away')
      }
      await publisher.publishAll(topic, published)
    },
  })
  const deliveryId = await aLife()
  await until(outboxIsEmpty)

  expect(refusals).toBe(4)
  expect(events.map(identity)).toEqual([1, 2, 3, 4].map((version) => `${deliveryId} ${version}`))
})

it('a topic that Kafka refuses neither holds up nor repeats the other', async () => {
  const { events, publisher } = aLog()
  const deliveryId = await aLife()
  await startRelay({
    async publishAll(topic: Topic, published) {
      if (topic.name === riderAssignments.name) throw new UnavailableError('its partition has no leader')
      await publisher.publishAll(topic, published)
    },
  })
  await until(() => events.length === 4)
  const other = await aLife()
  await until(() => events.length >= 8)

  const life = (id: string) => [1, 2, 3, 4].map((version) => `${id} ${version}`)
  expect(events.map(identity)).toEqual([...life(deliveryId), ...life(other)])
  const waiting = await api.sql`select topic, count(*)::integer from outbox group by topic`
  expect([...waiting]).toEqual([{ topic: riderAssignments.name, count: 6 }])
})

it('hands out no more at once than the publisher can queue', async () => {
  const batches: number[] = []
  const megabyte = 'x'.repeat(1024 * 1024)
  await api.sql`
    insert into outbox (topic, key, event)
    select ${deliveryEvents.name}, n::text, jsonb_build_object('n', n, 'text', ${megabyte}::text)
    from generate_series(1, 10) as n`
  await startRelay({ publishAll: async (_topic, published) => void batches.push(published.length) })
  await until(outboxIsEmpty)
  expect(batches).toEqual([4, 4, 2])
})

it('hears of commits again after its listening connection was cut', async () => {
  const { events, publisher } = aLog()
  await startRelay(publisher)
  expect(await cut('listening')).toHaveLength(1)
  await api.anOrder()
  await until(() => events.length === 1)
  await until(async () => (await cut('listening')).length === 1)
})

it('another relay takes over from one that dies with a batch in hand', async () => {
  const taken = Promise.withResolvers<void>()
  const neverAnswered = new Promise<never>(() => {})
  const { events, publisher } = aLog()
  let dead = false
  const deliveryId = await aLife()

  await startRelay({
    async publishAll(topic: Topic) {
      if (dead) throw new UnavailableError('a dead process publishes nothing')
      if (topic.name === deliveryEvents.name) taken.resolve()
      return neverAnswered
    },
  })
  await taken.promise
  await startRelay(publisher)
  dead = true
  await cut('in a transaction')

  await until(() => events.length === 4)
  expect(events.map(identity)).toEqual([1, 2, 3, 4].map((version) => `${deliveryId} ${version}`))
})

it('sets aside what Kafka will never take, with the reason, and goes on', async () => {
  const { events, publisher } = aLog()
  const bad = (await api.anOrder()).deliveryId
  const good = (await api.anOrder()).deliveryId
  await startRelay({
    async publishAll(topic: Topic, published) {
      if ((published as DeliveryEvent[]).some(({ delivery }) => delivery.deliveryId === bad))
        throw new RecordRefusedError('too large')
      await publisher.publishAll(topic, published)
    },
  })
  await until(outboxIsEmpty)

  expect(events.map(identity)).toEqual([`${good} 1`])
  const refused = await api.sql`select key, reason, event ->> 'type' as type from outbox_refused`
  expect([...refused]).toEqual([{ key: bad, reason: 'too large', type: 'created' }])
})

it('sets nothing aside when Kafka refuses a whole topic: that is for somebody to mend', async () => {
  const { events, publisher } = aLog()
  let mended = false
  const first = (await api.anOrder()).deliveryId
  const refused = Promise.withResolvers<void>()
  await startRelay({
    async publishAll(topic: Topic, published) {
      if (mended) return publisher.publishAll(topic, published)
      refused.resolve()
      throw new RecordRefusedError('not allowed')
    },
  })
  await refused.promise
  mended = true
  await until(() => events.length === 1)
  expect(events.map(identity)).toEqual([`${first} 1`])
  expect(await api.sql`select from outbox_refused`).toHaveLength(0)
})
