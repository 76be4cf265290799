import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { deliveryLocation, type LocationFix } from '@doorstep/contracts'
import { until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { aPipeline, fixesOf, identities, type Pipeline } from './pipeline.ts'

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
