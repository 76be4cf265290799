import { deliveryLocation } from '@doorstep/contracts'
import { aTcpProxy, until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { aPipeline, fixesOf, identities, type Pipeline } from './pipeline.ts'

let pipeline: Pipeline
beforeEach(async () => {
  pipeline = await aPipeline({ kafkaBrokers: inject('kafkaBrokers'), databaseUrl: inject('databaseUrl') })
})
afterEach(() => pipeline.stop())

const rowCount = async () => (await pipeline.rows()).length
const atLeast = (count: number) => until(async () => (await rowCount()) >= count, { timeoutMs: 60_000 })

/** Ends the connections of the service, not the one of the test that asks for it. */
const killConnections = () => pipeline.sql`
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and application_name = 'analytics' and pid <> pg_backend_pid()`

it('connections that are killed in the middle cost nothing: every fix is one row', async () => {
  const fixes = fixesOf(50, 400)
  await pipeline.startService()
  const publishing = pipeline.publisher.publishAll(deliveryLocation, fixes)
  for (const share of [0.1, 0.3, 0.5]) {
    await atLeast(share * fixes.length)
    await killConnections()
  }
  await publishing
  await atLeast(fixes.length)
  expect(identities(await pipeline.rows())).toEqual(identities(fixes))
})

it('while Postgres is away fixes wait in the topic, and nothing is a dead letter; then all are rows', async () => {
  const { hostname, port } = new URL(pipeline.url)
  const way = await aTcpProxy({ host: hostname, port: Number(port) })
  const through = new URL(pipeline.url)
  through.host = `127.0.0.1:${way.port}`
  const [before, during] = [fixesOf(20, 20), fixesOf(30, 100)]
  try {
    await pipeline.startService(through.href)
    await pipeline.publisher.publishAll(deliveryLocation, before)
    await atLeast(before.length)

    await way.close()
    await pipeline.publisher.publishAll(deliveryLocation, during)
    expect(await rowCount()).toBe(before.length)

    await way.open()
    await until(async () => (await rowCount()) >= new Set(identities([...before, ...during])).size, {
      timeoutMs: 60_000,
    })
    expect(identities(await pipeline.rows())).toEqual(
      [...new Set(identities([...before, ...during]))].toSorted(),
    )
  } finally {
    await pipeline.stopServices()
    await way.stop()
  }
})
