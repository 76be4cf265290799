import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { until } from '@doorstep/testing'
import { addressOf, configFor, type LiveAddress } from './live-under-test.ts'

export interface LiveProcess extends LiveAddress {
  /** As a machine that is lost: nobody is told. */
  kill(): Promise<void>
  /** Holds still until it is resumed. */
  pause(): void
  resume(): void
  residentBytes(): Promise<number>
}

/** One process of live, a real one. */
export async function aProcess(options: Parameters<typeof configFor>[0]): Promise<LiveProcess> {
  const config = await configFor(options)
  const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
  const env = Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)]))
  const child = fork(main, { env: { ...process.env, ...env }, silent: true })
  const address = addressOf(config)
  await until(async () => (await fetch(`${address.url}/readyz`)).ok)
  return {
    ...address,
    kill: () => kill(child),
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async residentBytes() {
      const metrics = await (await fetch(`${address.url}/metrics`)).text()
      return Number(/^process_resident_memory_bytes(?:\{.*\})? (\S+)$/m.exec(metrics)?.[1])
    },
  }
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}
