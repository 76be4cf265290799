import { deliveryLocation } from '@doorstep/contracts'
import { startStack } from '@doorstep/stack'
import { until } from '@doorstep/testing'
import { expect, inject, it, onTestFinished } from 'vitest'
import { aPipeline, fixesOf, identities } from './pipeline.ts'
import { totals } from './totals.ts'

/** A server of this test's own, since it is to crash. */
async function aPostgres(): Promise<string> {
  const { DATABASE_URL, ...env } = process.env
  const stack = await startStack({ redis: false, env: { ...env, KAFKA_BROKERS: inject('kafkaBrokers') } })
  onTestFinished(stack.stop)
  return stack.databaseUrl
}

it('Postgres that crashes in the middle, twice, loses no row, doubles none, and leaves the rollups those of the rows', async () => {
  const pipeline = await aPipeline({ kafkaBrokers: inject('kafkaBrokers'), databaseUrl: await aPostgres() })
  onTestFinished(() => pipeline.stop())
  const rows = () => pipeline.rows().catch(() => [])
  const atLeast = (count: number) => until(async () => (await rows()).length >= count, { timeoutMs: 90_000 })
  /** A process of the server dies by SIGKILL: it ends all the others and recovers from its log. */
  const crash = () =>
    expect(pipeline.sql.unsafe(`copy (select 1) to program 'kill -9 $PPID'`)).rejects.toMatchObject({
      code: expect.stringMatching(/^(CONNECTION_CLOSED|ECONNRESET)$/),
    })

  const fixes = fixesOf(50, 400).map((fix, i) => ({ ...fix, speedMps: i % 9, lat: fix.lat + i / 1e6 }))
  await pipeline.startService()
  const publishing = pipeline.publisher.publishAll(deliveryLocation, fixes)
  for (const share of [0.1, 0.4]) {
    await atLeast(share * fixes.length)
    await crash()
  }
  await publishing
  await atLeast(fixes.length)
  expect(identities(await pipeline.rows())).toEqual(identities(fixes))
  const { rows: ofRows, hours, cells } = await totals(pipeline.sql)
  expect(hours).toEqual(ofRows)
  expect(cells).toEqual(ofRows)
}, 180_000)
