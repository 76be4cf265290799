import { type DeliveryEvent, deliveryEvents, riderAssignments, type Topic } from '@doorstep/contracts'
import { RecordRefusedError } from '@doorstep/kafka'
import { connectPostgres } from '@doorstep/postgres'
import { UnavailableError } from '@doorstep/runtime'
import { silentLog, until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import type { EventPublisher } from '../src/outbox-publishing.ts'
import { createRelay } from '../src/relay.ts'
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

async function startRelay(publisher: EventPublisher): Promise<void> {
  const sql = connectPostgres({ url: api.databaseUrl, schema: 'deliveries', max: 1 })
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
  const publisher: EventPublisher = {
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

/** Ends the connections to this database whose last statement was this, as a server that restarts does. */
function cut(statement: string) {
  return api.sql`
    select pg_terminate_backend(pid) as cut from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and query ~* ${statement}`
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

it('of a batch that half failed gives the whole again, so that nothing is missing', async () => {
  const { events, publisher } = aLog()
  let failed = false
  const assignments: unknown[] = []
  await api.anOrder()
  await aLife()
  await startRelay({
    async publishAll(topic: Topic, published) {
      if (topic.name === deliveryEvents.name) return publisher.publishAll(topic, published)
      if (!failed) {
        failed = true
        throw new UnavailableError('this partition has no leader')
      }
      assignments.push(...published)
    },
  })
  await until(outboxIsEmpty)

  expect(new Set(events.map(identity)).size).toBe(5)
  expect(events.length).toBe(10)
  expect(assignments.length).toBe(3)
})

it('hears of commits again after its listening connection was cut', async () => {
  const { events, publisher } = aLog()
  await startRelay(publisher)
  await until(async () => (await cut('^listen')).length > 0)
  await api.anOrder()
  await until(() => events.length === 1)
  await until(
    async () =>
      (
        await api.sql`select from pg_stat_activity
    where datname = current_database() and query ~* '^listen'`
      ).length === 1,
  )
})

it('another relay takes over from one that dies with a batch in hand', async () => {
  const taken = Promise.withResolvers<void>()
  const neverAnswered = new Promise<never>(() => {})
  const { events, publisher } = aLog()
  let dead = false
  const deliveryId = await aLife()

  await startRelay({
    async publishAll() {
      if (dead) throw new UnavailableError('a dead process publishes nothing')
      taken.resolve()
      return neverAnswered
    },
  })
  await taken.promise
  await startRelay(publisher)
  dead = true
  expect(await cut('from outbox order by id')).toHaveLength(1)

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
