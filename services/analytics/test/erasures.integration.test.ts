import { aFix } from '@doorstep/testing'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { erasureStore } from '../src/store/erasures.ts'
import { type AnalyticsDatabase, anAnalyticsDatabase } from './analytics-database.ts'

const DAY_MS = 24 * 3600 * 1000
const NOW = Date.now()

let database: AnalyticsDatabase
beforeAll(async () => {
  database = await anAnalyticsDatabase(inject('databaseUrl'))
})
afterAll(() => database.stop())

const ride = (riderId: string) =>
  Array.from({ length: 3 }, (_, i) =>
    aFix({ riderId, recordedAt: NOW + i * 1_000, receivedAt: NOW + i * 1_000 }),
  )

async function tracesOf(riderId: string) {
  const [traces] = await database.sql`
    select
      (select count(*)::integer from fixes where rider_id = ${riderId}) as fixes,
      (select count(*)::integer from rider_hours where rider_id = ${riderId}) as hours`
  return { ...traces }
}

it('a rider who was erased leaves no fix and no hour; what is read again is erased again while it can be read', async () => {
  const store = erasureStore(database.sql)
  await database.fixes.add([...ride('gone'), ...ride('staying')])
  const inCells = () => database.sql`select sum(fixes)::integer as fixes from cell_slots`
  const before = await inCells()
  await store.erase({ subject: 'rider', id: 'gone', erasedAt: NOW })
  expect(await tracesOf('gone')).toEqual({ fixes: 0, hours: 0 })
  expect(await tracesOf('staying')).toMatchObject({ fixes: 3 })
  expect(await inCells()).toEqual(before)

  await database.fixes.add(ride('gone'))
  await store.eraseAgain(NOW + 30 * DAY_MS)
  expect(await tracesOf('gone')).toEqual({ fixes: 0, hours: 0 })
  await database.fixes.add(ride('gone'))
  await store.eraseAgain(NOW + 32 * DAY_MS)
  expect(await tracesOf('gone')).toMatchObject({ fixes: 3 })
})

it('a rider is erased whole, however many fixes there are and over however many days', async () => {
  const days = [3, 2, 1].map((ago) => NOW - ago * DAY_MS)
  const fixes = days.flatMap((day) =>
    Array.from({ length: 2_500 }, (_, i) => aFix({ riderId: 'courier', recordedAt: day + i * 1_000 })),
  )
  await database.fixes.add(fixes)
  expect(await tracesOf('courier')).toMatchObject({ fixes: 7_500 })
  await erasureStore(database.sql).erase({ subject: 'rider', id: 'courier', erasedAt: NOW })
  expect(await tracesOf('courier')).toEqual({ fixes: 0, hours: 0 })
})
