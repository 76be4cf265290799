import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { freePorts } from '@doorstep/demo'
import { until } from '@doorstep/testing'

export interface Usage {
  readonly cpuS: number
  readonly residentMb: number
}

/** One ingest, in a process of its own. */
export interface IngestChild extends AsyncDisposable {
  readonly port: number
  /** What its process took up to now, by its own metrics. */
  usage(): Promise<Usage>
}

const START_MS = 60_000

export async function startIngest(
  kind: 'with-kafka' | 'without-kafka',
  env: Readonly<Record<string, string>>,
  execArgv: readonly string[] = [],
): Promise<IngestChild> {
  const { ingest: port } = await freePorts()
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), [kind], {
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
        cpuS: figure(text, 'process_cpu_seconds_total'),
        residentMb: figure(text, 'process_resident_memory_bytes') / 1024 ** 2,
      }
    },
    async [Symbol.asyncDispose]() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function figure(metrics: string, name: string): number {
  const value = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)`, 'm').exec(metrics)?.[1]
  if (value === undefined) throw new Error(`no metric ${name}`)
  return Number(value)
}
