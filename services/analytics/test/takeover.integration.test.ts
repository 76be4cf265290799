import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { deliveryLocation, type LocationFix } from '@doorstep/contracts'
import { until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { aPipeline, fixesOf, identities, type Pipeline } from './pipeline.ts'
import { totals } from './totals.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

let pipeline: Pipeline
const processes: ChildProcess[] = []
beforeEach(async () => {
  pipeline = await aPipeline({ kafkaBrokers: inject('kafkaBrokers'), databaseUrl: inject('databaseUrl') })
})
afterEach(async () => {
  for (const child of processes.splice(0)) await end(child, 'SIGKILL')
  await pipeline.stop()
})

function startProcess(): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', main], {
    env: { ...process.env, ...pipeline.env() },
    stdio: 'ignore',
  })
  processes.push(child)
  return child
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
  child.kill(signal)
  await once(child, 'exit')
  return child.exitCode
}

const rowCount = async () => (await pipeline.rows()).length
const atLeast = (count: number) => until(async () => (await rowCount()) >= count, { timeoutMs: 60_000 })

/** A batch after the other, so that there is always something on its way. */
async function publishInBatches(fixes: readonly LocationFix[]): Promise<void> {
  for (let from = 0; from < fixes.length; from += 250)
    await pipeline.publisher.publishAll(deliveryLocation, fixes.slice(from, from + 250))
}

it.each(['SIGKILL', 'SIGTERM'] as const)(
  'after %s of the consumer in the middle another takes over: every fix is one row',
  async (signal) => {
    const fixes = fixesOf(50, 400)
    const first = startProcess()
    const publishing = publishInBatches(fixes)
    await atLeast(500)
    const exitCode = await end(first, signal)
    startProcess()
    await publishing
    await atLeast(fixes.length)
    expect(identities(await pipeline.rows())).toEqual(identities(fixes))
    expect(exitCode).toBe(signal === 'SIGTERM' ? 0 : null)
  },
  120_000,
)

it('while consumers come and go, and with fixes that come again, every fix is one row, and counts once', async () => {
  const fixes = fixesOf(50, 400).map((fix, i) => ({ ...fix, speedMps: i % 9, lat: fix.lat + i / 1e6 }))
  const quarter = (i: number) => fixes.slice(i * 5_000, (i + 1) * 5_000)
  const during = async (i: number, change: () => Promise<unknown>) => {
    const publishing = publishInBatches([
      ...quarter(i),
      ...fixes.slice(0, i * 500),
      ...quarter(i).slice(-500),
    ])
    await atLeast(i * 5_000 + 500)
    await change()
    await publishing
  }
  const first = await pipeline.startService()
  const joined: ChildProcess[] = []
  const join = async () => joined.push(startProcess())

  await during(0, join)
  await during(1, () => first.stop())
  await during(2, join)
  await during(3, async () => joined[0] && end(joined[0], 'SIGKILL'))
  await atLeast(fixes.length)
  expect(identities(await pipeline.rows())).toEqual(identities(fixes))
  const { rows, hours, cells } = await totals(pipeline.sql)
  expect(hours).toEqual(rows)
  expect(cells).toEqual(rows)
}, 180_000)
