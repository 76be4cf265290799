import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { until } from '@doorstep/testing'

const START_MS = 60_000

export type BenchedService = 'live' | 'analytics' | 'notifications'

export const serviceMain = (name: BenchedService): string =>
  fileURLToPath(new URL(`../../services/${name}/src/main.ts`, import.meta.url))

export interface Usage {
  readonly cpuS: number
  readonly residentMb: number
}

/** A service in a process of its own, ready. Disposed of, it was asked to stop and did. */
export interface ServiceChild extends AsyncDisposable {
  readonly port: number
  /** What its process took up to now, by its own metrics. */
  usage(): Promise<Usage>
}

export interface ServiceChildOptions {
  readonly file: string
  readonly args?: readonly string[]
  readonly port: number
  readonly env: Readonly<Record<string, string>>
  readonly execArgv?: readonly string[]
}

export async function startServiceChild(options: ServiceChildOptions): Promise<ServiceChild> {
  const { file, args = [], port, env, execArgv = [] } = options
  const child = fork(file, args, {
    env: { ...env, PORT: String(port), LOG_LEVEL: 'fatal' },
    execArgv: ['--disable-warning=TimeoutNegativeWarning', ...execArgv],
  })
  const origin = `http://127.0.0.1:${port}`
  const ready = async () => (await fetch(`${origin}/readyz`).catch(() => undefined))?.ok ?? false
  await until(ready, { timeoutMs: START_MS })

  return {
    port,
    async usage() {
      const text = await (await fetch(`${origin}/metrics`)).text()
      return {
        cpuS: figureIn(text, 'process_cpu_seconds_total'),
        residentMb: figureIn(text, 'process_resident_memory_bytes') / 1024 ** 2,
      }
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function figureIn(metrics: string, name: string): number {
  const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(metrics)?.[1]
  if (value === undefined) throw new Error(`no metric ${name}`)
  return Number(value)
}
