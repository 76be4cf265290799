import { aDatabase, type TestDatabase } from '@doorstep/testing'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest'
import { connectPostgres, copyColumn, copyInto, type Sql } from '../src/index.ts'
import { halfOpenProxy } from './half-open-proxy.ts'

interface Parcel {
  readonly id: string
  readonly grams?: number
  readonly euros?: number
  readonly fragile?: boolean
  readonly postedAt?: number
}

const { boolean, double, integer, text, time } = copyColumn
const copyParcels = copyInto<Parcel>('parcels', [
  text('id', ({ id }) => id),
  integer('grams', ({ grams }) => grams),
  double('euros', ({ euros }) => euros),
  boolean('fragile', ({ fragile }) => fragile),
  time('posted_at', ({ postedAt }) => postedAt),
])

let database: TestDatabase
beforeAll(async () => {
  database = await aDatabase(inject('databaseUrl'))
})
afterAll(() => database.drop())

/** One connection to a table of its own. */
async function aTable(schema: string, url = database.url): Promise<Sql> {
  const sql = connectPostgres({ url, schema, max: 1 })
  onTestFinished(() => sql.end({ timeout: 0 }))
  await sql.unsafe(`
    create schema ${schema};
    create table parcels (
      id text primary key, grams integer, euros double precision, fragile boolean, posted_at timestamptz
    )`)
  return sql
}

const copied = (sql: Sql, parcels: readonly Parcel[]) =>
  sql.begin((transaction) => copyParcels(transaction, parcels))

it('what is copied is what is read, to the last bit', async () => {
  const sql = await aTable('same')
  const aParcel = fc.record(
    {
      id: fc.string({ unit: 'grapheme' }).filter((id) => !id.includes('\0')),
      grams: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
      euros: fc.double({ noNaN: true }),
      fragile: fc.boolean(),
      postedAt: fc
        .date({ min: new Date('1715-01-01'), max: new Date('2285-01-01'), noInvalidDate: true })
        .map(Number),
    },
    { requiredKeys: ['id'] },
  )
  const parcels = fc.uniqueArray(aParcel, { selector: ({ id }) => id, maxLength: 200 })
  await fc.assert(
    fc.asyncProperty(parcels, async (parcels) => {
      await sql`truncate parcels`
      await copied(sql, parcels)
      const rows = await sql<(Parcel & { postedAt: string | null })[]>`
        select id, grams, euros, fragile, (extract(epoch from posted_at) * 1000)::text as "postedAt" from parcels`
      const read = new Map(rows.map(({ id, ...row }) => [id, row]))
      expect(read.size).toBe(parcels.length)
      for (const { id, grams = null, euros = null, fragile = null, postedAt } of parcels) {
        const row = read.get(id)
        expect(row).toMatchObject({ grams, euros, fragile })
        expect(row?.postedAt === null ? undefined : Number(row?.postedAt)).toBe(postedAt)
      }
    }),
    { numRuns: 30 },
  )
})

it.each([
  ['none', []],
  [
    'far longer than is likely',
    ['a', 'b', 'c'].map((id) => ({ id: id.repeat(1_000), grams: 1, postedAt: 0 })),
  ],
])('rows are copied whole: %s', async (_what, parcels: readonly Parcel[]) => {
  const sql = await aTable(`rows_${parcels.length}`)
  await copied(sql, parcels)
  expect(await sql`select id, grams from parcels order by id`).toEqual(
    parcels.map(({ id, grams }) => ({ id, grams })),
  )
})

it('a key that is there fails the whole copy with what the server said, and the pool goes on', async () => {
  const sql = await aTable('twice')
  await copied(sql, [{ id: 'known' }])
  await expect(copied(sql, [{ id: 'new' }, { id: 'known' }])).rejects.toMatchObject({ code: '23505' })
  expect(await sql`select id from parcels`).toEqual([{ id: 'known' }])
})

it('a connection that is lost in the middle of a copy fails it, and the pool goes on', async () => {
  const proxy = await halfOpenProxy(database.url)
  onTestFinished(proxy.close)
  const sql = await aTable('lost', proxy.url)
  const parcels = Array.from({ length: 100_000 }, (_, id) => ({ id: String(id), grams: id }))
  const outcome = sql.begin(async (transaction) => {
    const copying = copyParcels(transaction, parcels)
    setImmediate(proxy.cut)
    await copying
  })
  await expect(outcome).rejects.toMatchObject({
    code: expect.stringMatching(/^(CONNECTION_CLOSED|ECONNRESET|EPIPE)$/),
  })
  expect(await sql`select id from parcels`).toEqual([])
})

it('a statement that takes too long fails the copy', async () => {
  const sql = await aTable('slow')
  const outcome = sql.begin(async (transaction) => {
    await transaction`set local statement_timeout = 1`
    await copyParcels(
      transaction,
      Array.from({ length: 50_000 }, (_, id) => ({ id: String(id) })),
    )
  })
  await expect(outcome).rejects.toMatchObject({ code: '57014' })
})
