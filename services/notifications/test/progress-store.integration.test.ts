import type { DeliveryNotification } from '@doorstep/contracts'
import { connectPostgres, migrations, type Sql } from '@doorstep/postgres'
import { aDatabase, type TestDatabase } from '@doorstep/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { unknownDelivery, type WatchedDelivery } from '../src/domain/watched-delivery.ts'
import type { ProgressStore, Step } from '../src/handler.ts'
import { createDueStore } from '../src/store/due.ts'
import { createProgressStore } from '../src/store/progress.ts'
import { memoryProgressStore } from './memory-progress-store.ts'

let database: TestDatabase
let sql: Sql
beforeAll(async () => {
  database = await aDatabase(inject('databaseUrl'))
  sql = connectPostgres({ url: database.url, schema: 'notifications' })
  await migrations(sql, {
    schema: 'notifications',
    directory: new URL('../migrations/', import.meta.url),
  }).start()
  await sql`update beginning set at = to_timestamp(0)`
})
beforeEach(() => sql`truncate deliveries cascade`)
afterAll(async () => {
  await sql.end()
  await database.drop()
})

const carried: WatchedDelivery = {
  deliveryId: 'd-1',
  version: 3,
  riderId: 'r-1',
  dropoff: { lat: 60.1, lon: 24.9 },
  pickedUpAt: 1_700_000_000_001,
  endedAt: 1_700_000_600_002,
  webhookUrl: 'https://shop.example/hook',
  mailbox: { email: 'vaino@home.example', language: 'fi' },
  route: [
    { lat: 60.2, lon: 24.8 },
    { lat: 60.1, lon: 24.9 },
  ],
  promisedAt: 1_700_000_900_005,
  progress: {
    told: { 'picked-up': { times: 1, at: 1_700_000_000_001 } },
    newestFixAt: 1_700_000_000_003,
    atDoor: { lat: 60.1, lon: 24.9, since: 1_700_000_000_004 },
  },
  over: false,
  wakeAt: 1_700_000_900_005,
}
const arrived: DeliveryNotification = {
  notificationId: 'd-1_arrived_1',
  deliveryId: 'd-1',
  kind: 'arrived',
  occurrence: 1,
  at: 1_700_000_000_004,
}

const keep =
  (...changed: WatchedDelivery[]): Step =>
  () => ({ changed, notifications: [] })

/** What a step is shown, with nothing changed. */
function looking(): { step: Step; seen: WatchedDelivery[] } {
  const seen: WatchedDelivery[] = []
  const step: Step = (deliveries) => {
    seen.push(...deliveries)
    return { changed: [], notifications: [] }
  }
  return { step, seen }
}

async function seenOf(store: ProgressStore, riderIds: readonly string[]): Promise<WatchedDelivery[]> {
  const { step, seen } = looking()
  await store.advanceRiders(riderIds, step)
  return seen
}

describe.each([
  ['in Postgres', () => createProgressStore(sql, ['webhook'])],
  ['in memory', memoryProgressStore],
])('a progress store %s', (_where, createStore) => {
  it('shows a delivery nobody told of as unknown', async () => {
    const { step, seen } = looking()
    await createStore().advanceDeliveries(['d-1'], step)
    expect(seen).toEqual([unknownDelivery('d-1')])
  })

  it('shows what was kept, to the millisecond', async () => {
    const store = createStore()
    await store.advanceDeliveries(['d-1'], keep(carried))
    const { step, seen } = looking()
    await store.advanceDeliveries(['d-1'], step)
    expect(seen).toEqual([carried])
  })

  it('forgets what is absent from what is kept', async () => {
    const store = createStore()
    const { riderId, route, pickedUpAt, endedAt, wakeAt, ...unassigned } = carried
    await store.advanceDeliveries(['d-1'], keep(carried))
    await store.advanceDeliveries(['d-1'], keep(unassigned))
    const { step, seen } = looking()
    await store.advanceDeliveries(['d-1'], step)
    expect(seen).toEqual([unassigned])
  })

  it("shows of riders' deliveries those picked up and not over", async () => {
    const store = createStore()
    const { pickedUpAt, ...assigned } = { ...carried, deliveryId: 'd-2' }
    const over = { ...carried, deliveryId: 'd-3', over: true }
    const foreign = { ...carried, deliveryId: 'd-4', riderId: 'r-4' }
    const stacked = { ...carried, deliveryId: 'd-5' }
    const all = [carried, assigned, over, foreign, stacked]
    await store.advanceDeliveries(
      all.map(({ deliveryId }) => deliveryId),
      keep(...all),
    )
    expect(await seenOf(store, ['r-1', 'r-9'])).toEqual([carried, stacked])
  })

  it('answers a notification only the first time', async () => {
    const store = createStore()
    const notify: Step = () => ({ changed: [carried], notifications: [arrived] })
    expect(await store.advanceDeliveries(['d-1'], notify)).toEqual([arrived])
    expect(await store.advanceDeliveries(['d-1'], notify)).toEqual([])
  })

  it('keeps nothing of a step that fails', async () => {
    const store = createStore()
    const fail: Step = () => {
      throw new Error('a bug')
    }
    await store.advanceDeliveries(['d-1'], keep(carried))
    await expect(store.advanceRiders(['r-1'], fail)).rejects.toThrow('a bug')
    expect(await seenOf(store, ['r-1'])).toEqual([carried])
  })

  it('shows of deliveries that are free those it knows, and keeps what becomes of them', async () => {
    const store = createStore()
    await store.advanceDeliveries(['d-1'], keep(carried))
    const { step, seen } = looking()
    await store.advanceFree(['d-1', 'd-9'], (known) => {
      step(known)
      return { changed: [{ ...carried, wakeAt: 7 }], notifications: [] }
    })
    expect(seen).toEqual([carried])
    expect(await seenOf(store, ['r-1'])).toEqual([{ ...carried, wakeAt: 7 }])
  })

  it.each(['deliveries', 'riders'])(
    'lets each of many batches of %s see what the one before it kept',
    async (by) => {
      const store = createStore()
      await store.advanceDeliveries(['d-1'], keep({ ...carried, wakeAt: 0 }))
      const count: Step = ([delivery]) => ({
        changed: delivery === undefined ? [] : [{ ...delivery, wakeAt: (delivery.wakeAt ?? 0) + 1 }],
        notifications: [],
      })
      await Promise.all(
        Array.from({ length: 20 }, () =>
          by === 'riders' ? store.advanceRiders(['r-1'], count) : store.advanceDeliveries(['d-1'], count),
        ),
      )
      expect(await seenOf(store, ['r-1'])).toMatchObject([{ wakeAt: 20 }])
    },
  )
})

describe('alarms in Postgres', () => {
  const due = () => createDueStore(sql)

  it('are found when they are due, the longest overdue first', async () => {
    const store = createProgressStore(sql, ['webhook'])
    const { wakeAt, ...asleep } = { ...carried, deliveryId: 'd-4' }
    const all = [
      carried,
      { ...carried, deliveryId: 'd-2', wakeAt: 2 },
      { ...carried, deliveryId: 'd-3', wakeAt: 1 },
    ]
    await store.advanceDeliveries(['d-1', 'd-2', 'd-3', 'd-4'], keep(...all, asleep))
    expect(await due().dueBy(2, 10)).toEqual([
      { deliveryId: 'd-3', riderId: 'r-1', wakeAt: 1 },
      { deliveryId: 'd-2', riderId: 'r-1', wakeAt: 2 },
    ])
    expect(await due().dueBy(2, 1)).toHaveLength(1)
  })

  it('are left to whoever is looking at the delivery', async () => {
    const store = createProgressStore(sql, ['webhook'])
    await store.advanceDeliveries(['d-1'], keep(carried))
    await sql.begin(async (transaction) => {
      await transaction`select 1 from deliveries where delivery_id = 'd-1' for update`
      const { step, seen } = looking()
      await store.advanceFree(['d-1'], step)
      expect(seen).toEqual([])
    })
  })
})

it('tells nobody of what happened before there was this service', async () => {
  const store = createProgressStore(sql, ['webhook'])
  await sql`update beginning set at = ${new Date(arrived.at + 1)}`
  const notify: Step = () => ({
    changed: [carried],
    notifications: [arrived, { ...arrived, notificationId: 'n', kind: 'delivered', at: arrived.at + 1 }],
  })
  expect(await store.advanceDeliveries(['d-1'], notify)).toMatchObject([{ kind: 'delivered' }])
  await sql`update beginning set at = to_timestamp(0)`
})

describe('the webhooks of what is notified', () => {
  const notify: Step = () => ({ changed: [carried], notifications: [arrived] })

  it('are written in the same transaction, to the address of the delivery', async () => {
    await createProgressStore(sql, ['webhook']).advanceDeliveries(['d-1'], notify)
    expect(await sql`select notification_id, channel, target, lane, state, tries from dispatches`).toEqual([
      {
        notification_id: 'd-1_arrived_1',
        channel: 'webhook',
        target: 'https://shop.example/hook',
        lane: 'webhook shop.example',
        state: 'pending',
        tries: 0,
      },
    ])
  })

  it('are not written for a delivery that names no receiver', async () => {
    const store = createProgressStore(sql, ['webhook'])
    const { webhookUrl, ...silent } = carried
    await store.advanceDeliveries(['d-1'], () => ({ changed: [silent], notifications: [arrived] }))

    expect(await sql`select count(*)::integer from notifications`).toEqual([{ count: 1 }])
    expect(await sql`select count(*)::integer from dispatches`).toEqual([{ count: 0 }])
  })
})
