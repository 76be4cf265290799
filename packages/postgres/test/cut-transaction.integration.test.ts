import { aDatabase, type TestDatabase } from '@doorstep/testing'
import { afterAll, beforeAll, expect, inject, it, onTestFinished } from 'vitest'
import { connectPostgres, type Sql } from '../src/index.ts'
import { halfOpenProxy } from './half-open-proxy.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await aDatabase(inject('databaseUrl'))
})
afterAll(() => database.drop())

/** One connection, that can be cut, and a table of its own. */
async function aCuttablePool(schema: string) {
  const proxy = await halfOpenProxy(database.url)
  const sql = connectPostgres({ url: proxy.url, schema, max: 1 })
  onTestFinished(async () => {
    await sql.end({ timeout: 0 })
    proxy.close()
  })
  await sql.unsafe(`create schema ${schema}; create table parcels (parcel_id text)`)
  return { sql, cut: proxy.cut }
}

/** A transaction that has begun, and goes on when it is told to. */
async function inTransaction(sql: Sql) {
  const begun = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const outcome = sql
    .begin(async (transaction) => {
      await transaction`insert into parcels values ('before')`
      begun.resolve()
      await goOn.promise
      await transaction`insert into parcels values ('after')`
    })
    .then(
      () => 'committed',
      (error: { code: string }) => error.code,
    )
  await begun.promise
  return { goOn: goOn.resolve, outcome }
}

it('a transaction that is cut is given up whole, and the pool goes on', async () => {
  const { sql, cut } = await aCuttablePool('given_up')
  const { goOn, outcome } = await inTransaction(sql)
  cut()
  expect(await outcome).toMatch(/^(CONNECTION_CLOSED|ECONNRESET)$/)
  goOn()
  expect(await sql`select * from parcels`).toEqual([])
})

it('what a cut transaction does afterwards is never done outside of it', async () => {
  const { sql, cut } = await aCuttablePool('never_outside')
  const { goOn, outcome } = await inTransaction(sql)
  cut()
  await outcome
  await sql`insert into parcels values ('another')`
  goOn()
  expect(await sql`select * from parcels`).toEqual([{ parcel_id: 'another' }])
  expect(await sql`select * from parcels`).toEqual([{ parcel_id: 'another' }])
})
