import { aFix, silentLog } from '@doorstep/testing'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { type Day, dayOf, partitionOf } from '../src/domain/day.ts'
import { partitionKeeper } from '../src/partition-keeper.ts'
import { createPartitions } from '../src/store/partitions.ts'
import { type AnalyticsDatabase, anAnalyticsDatabase } from './analytics-database.ts'

const DAY_MS = 24 * 3600 * 1000
const today = dayOf(Date.now())

let database: AnalyticsDatabase
beforeEach(async () => {
  database = await anAnalyticsDatabase(inject('databaseUrl'))
})
afterEach(() => database.stop())

const fixOn = (day: Day) => aFix({ riderId: 'r-1', recordedAt: day * DAY_MS })
const days = async () => (await database.partitions.days()).toSorted((a, b) => a - b)
const keeper = (retentionDays: number) =>
  partitionKeeper({ partitions: database.partitions, retentionDays, now: Date.now, log: silentLog })

describe('partitions', () => {
  it('are made once, by however many at the same time', async () => {
    const processes = Array.from({ length: 8 }, () => createPartitions(database.sql))
    await Promise.all(processes.map((partitions) => partitions.ensure([today, today + 1])))
    expect(await days()).toEqual([today, today + 1])
  })

  it('hold their own day of UTC and nothing else', async () => {
    const [first, last] = [today * DAY_MS, (today + 1) * DAY_MS - 1]
    await database.fixes.add([first - 1, first, last, last + 1].map((recordedAt) => aFix({ recordedAt })))
    const counts = await database.sql`
      select tableoid::regclass::text as partition, count(*)::integer from fixes group by 1 order by 1`
    expect(counts).toEqual([
      { partition: partitionOf(today - 1), count: 1 },
      { partition: partitionOf(today), count: 2 },
      { partition: partitionOf(today + 1), count: 1 },
    ])
  })

  it('are made and written while a long query reads', async () => {
    await database.fixes.add([fixOn(today)])
    await database.sql.begin(async (reading) => {
      await reading`select count(*) from fixes`
      await database.fixes.add([fixOn(today - 5)])
    })
    expect(await database.rows()).toHaveLength(2)
  })

  it('that another process dropped are made again for a fix that needs them', async () => {
    await database.fixes.add([fixOn(today - 5)])
    await createPartitions(database.sql).drop(today - 5)
    await expect(database.fixes.add([fixOn(today - 5)])).rejects.toThrow(/no partition/)
    expect(await database.fixes.add([fixOn(today - 5)])).toBe(1)
  })
})

describe('the keeper', () => {
  it('makes today and the three days after it', async () => {
    const service = keeper(30)
    await service.start()
    expect(await days()).toEqual([today, today + 1, today + 2, today + 3])
    await service.stop()
  })

  it('drops the days past retention and no other', async () => {
    const written = [today - 40, today - 31, today - 30, today - 1, today]
    await database.fixes.add(written.map(fixOn))
    const service = keeper(30)
    await service.start()
    await service.stop()
    expect(await days()).toEqual([today - 30, today - 1, today, today + 1, today + 2, today + 3])
    expect((await database.rows()).map(({ recordedAt }) => dayOf(recordedAt))).toEqual(written.slice(2))
  })

  it('finishes a drop that was interrupted between detaching and dropping', async () => {
    await database.fixes.add([fixOn(today - 40)])
    await database.sql.unsafe(`alter table fixes detach partition ${partitionOf(today - 40)}`)
    const service = keeper(30)
    await service.start()
    await service.stop()
    expect(await days()).toEqual([today, today + 1, today + 2, today + 3])
  })

  it('gives up a drop that a long query holds up, holds up nobody, and finishes it later', async () => {
    await database.fixes.add([fixOn(today - 40)])
    await database.sql.begin(async (reading) => {
      await reading`select count(*) from fixes`
      const dropping = database.partitions.drop(today - 40)
      await Promise.all([
        expect(dropping).rejects.toThrow(/statement timeout/),
        expect(database.fixes.add([fixOn(today)])).resolves.toBe(1),
      ])
    })
    expect(await days()).toEqual([today - 40, today])
    await database.partitions.drop(today - 40)
    expect(await days()).toEqual([today])
  })

  it('of two processes leaves the drop to one', async () => {
    await database.fixes.add([today - 40, today - 41].map(fixOn))
    const keepers = [keeper(30), keeper(30), keeper(30)]
    await Promise.all(keepers.map((service) => service.start()))
    await Promise.all(keepers.map((service) => service.stop()))
    expect(await days()).toEqual([today, today + 1, today + 2, today + 3])
  })
})
