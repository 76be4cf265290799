import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { UnavailableError } from '@doorstep/runtime'
import { aDatabase, type TestDatabase, until } from '@doorstep/testing'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { asUnavailable, connectPostgres, migrations, postgresConnection, type Sql } from '../src/index.ts'
import { halfOpenProxy } from './half-open-proxy.ts'

const directory = new URL('migrations/', import.meta.url)
let database: TestDatabase

beforeAll(async () => {
  database = await aDatabase(inject('databaseUrl'))
})
afterAll(() => database.drop())

function aPool(schema: string, url = database.url): Sql {
  const sql = connectPostgres({ url, schema })
  onTestFinished(() => sql.end({ timeout: 0 }))
  return sql
}

const failureOf = (query: Promise<unknown>): Promise<unknown> =>
  query.then(
    () => undefined,
    (error: unknown) => asUnavailable(error),
  )

describe('migrations', () => {
  it('applies each file once when processes start at once', async () => {
    const pools = [aPool('at_once'), aPool('at_once'), aPool('at_once')]
    await Promise.all(pools.map((sql) => migrations(sql, { schema: 'at_once', directory }).start()))

    const sql = aPool('at_once')
    expect([...(await sql`select parcel_id from parcels`)]).toEqual([{ parcel_id: 'p-1' }])
  })

  it('does nothing when the schema is at the newest version', async () => {
    const sql = aPool('again')
    await migrations(sql, { schema: 'again', directory }).start()
    await migrations(sql, { schema: 'again', directory }).start()
    expect(await sql`select parcel_id from parcels`).toHaveLength(1)
  })

  it('keeps the version of one schema apart from that of another', async () => {
    await migrations(aPool('one'), { schema: 'one', directory }).start()
    await migrations(aPool('other'), { schema: 'other', directory }).start()
    expect(await aPool('other')`select parcel_id from parcels`).toHaveLength(1)
  })

  it('needs no right on the database when the schema is there', async () => {
    const admin = aPool('public')
    await admin`create role courier login password 'courier'`
    onTestFinished(async () => void (await admin`drop owned by courier; drop role courier`.simple()))
    await admin`create schema courier authorization courier`

    const url = new URL(database.url)
    url.username = url.password = 'courier'
    await migrations(aPool('courier', url.href), { schema: 'courier', directory }).start()
    expect(await admin`select parcel_id from courier.parcels`).toHaveLength(1)
  })

  it('refuses a folder without migrations', async () => {
    const empty = migrations(aPool('empty'), {
      schema: 'empty',
      directory: new URL('none/', import.meta.url),
    })
    await expect(empty.start()).rejects.toThrow(/No migrations in/)
  })
})

describe('a lost connection', () => {
  it('is told as Postgres being away, and the next query has a new one', async () => {
    const sql = aPool('public')
    const [{ pid } = {}] = await sql`select pg_backend_pid() as pid`
    const sleeping = failureOf(sql`select pg_sleep(4)`)
    const killer = aPool('public')
    await until(
      async () =>
        (await killer`select from pg_stat_activity where pid = ${pid} and state = 'active'`).length > 0,
    )
    await killer`select pg_terminate_backend(${pid})`

    expect(await sleeping).toBeInstanceOf(UnavailableError)
    expect([...(await sql`select 1 as one`)]).toEqual([{ one: 1 }])
  })

  it('is noticed when the server vanishes without a word', { timeout: 30_000 }, async () => {
    const proxy = await halfOpenProxy(database.url)
    onTestFinished(() => proxy.close())
    const sql = aPool('public', proxy.url)
    await sql`select 1`

    proxy.goSilent()
    expect(await failureOf(sql`select 1`)).toBeInstanceOf(UnavailableError)
    proxy.speakAgain()
    await until(() => sql`select 1`)
  })
})

describe('a pool', () => {
  it('tells a server that is not there as away', async () => {
    const nobody = postgresConnection(aPool('public', 'postgres://x:x@127.0.0.1:1/x'))
    await expect(nobody.start()).rejects.toBeInstanceOf(UnavailableError)
    expect(await nobody.waitingFor()).toMatch(/ECONNREFUSED/)
  })

  it('waits for nothing when Postgres answers', async () => {
    expect(await postgresConnection(aPool('public')).waitingFor()).toBeUndefined()
  })

  it('cuts off a statement after 5 s', async () => {
    expect(await failureOf(aPool('public')`select pg_sleep(30)`)).toBeInstanceOf(UnavailableError)
  })

  it('leaves an error of the statement as it is', async () => {
    expect(await failureOf(aPool('public')`select from nowhere`)).not.toBeInstanceOf(UnavailableError)
  })

  it('does not stall a small copy, as it would with Nagle’s algorithm', async () => {
    const sql = aPool('public')
    await sql`create table ticks (at int)`
    const copy = async () => pipeline(Readable.from(['1\n']), await sql`copy ticks from stdin`.writable())
    await copy()

    const tookMs: number[] = []
    for (let count = 0; count < 20; count += 1) {
      const startedAt = performance.now()
      await copy()
      tookMs.push(performance.now() - startedAt)
    }
    const stallMs = 40
    expect(Math.min(...tookMs), 'each would stall, whatever else the machine does').toBeLessThan(stallMs)
  })
})
