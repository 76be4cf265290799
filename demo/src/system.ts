import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Service } from '@doorstep/runtime'
import { type Stack, type StackMode, startStack } from '@doorstep/stack'
import { childService } from './child.ts'
import { environmentOf } from './environment.ts'
import { buildPages } from './pages.ts'
import { allFree, type Ports, type ServiceName } from './ports.ts'
import type { Step } from './progress.ts'
import { keptSecrets, type Secrets } from './secrets.ts'

export interface Run {
  /** 0: no simulator. */
  readonly riders: number
  readonly brokers: 1 | 3
  /** A recorded track that one rider rides. */
  readonly gpx?: string
  readonly seed: number
  readonly stack?: StackMode
  /** What the last run kept is thrown away. */
  readonly fresh: boolean
}

export interface SystemOptions {
  /** The repository. */
  readonly root: string
  /** Where secrets, logs and the servers' data are kept. */
  readonly home: string
  readonly ports: Ports
  readonly run: Run
  /** May name servers to use: see packages/stack. */
  readonly env: NodeJS.ProcessEnv
  readonly step: Step
  /** Gives up and stops what had started. */
  readonly signal: AbortSignal
  /** A service ended without having been asked to; it is being started again. */
  readonly onCrash: (error: Error) => void
  /** It could not be started again. */
  readonly onLost: (error: Error) => void
}

export interface System {
  readonly origin: string
  readonly ports: Ports
  readonly secrets: Secrets
  readonly stack: Stack
  stop(): Promise<void>
}

const backend = ['deliveries', 'ingest', 'live', 'analytics', 'notifications', 'web'] as const

/** Brings up servers, then services, then riders; what fails stops what had started. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { root, home, ports, run, env, step } = options
  const failed = new AbortController()
  const signal = AbortSignal.any([options.signal, failed.signal])
  const started: Service[] = []
  const stop = async () => {
    for (let part = started.pop(); part !== undefined; part = started.pop()) await part.stop()
  }

  try {
    await allFree(ports)
    if (run.fresh) rmSync(join(home, 'data'), { recursive: true, force: true })
    rmSync(join(home, 'logs'), { recursive: true, force: true })

    const [stack] = await allOf([
      step('Kafka, Postgres, Redis', async (onProgress) => {
        const { stack: mode, brokers } = run
        const stack = await startStack({
          env,
          brokers,
          dataDir: join(home, 'data'),
          onProgress,
          ...(mode && { mode }),
        })
        started.push({ name: 'stack', start: async () => {}, stop: () => stack.stop() })
        return stack
      }),
      step('pages', () => buildPages(root)),
    ])

    signal.throwIfAborted()

    const secrets = keptSecrets(join(home, 'secrets.json'))
    const variables = environmentOf({ ...run, stack, ports, secrets, topicPrefix: env.TOPIC_PREFIX ?? '' })
    const start = (name: ServiceName, title: string = name) => {
      const onCrash = (error: Error) => {
        options.onCrash(error)
        child.start().catch(options.onLost)
      }
      const port = ports[name]
      const child = childService({
        name,
        root,
        logs: join(home, 'logs'),
        port,
        env: variables[name],
        signal,
        onCrash,
      })
      started.push(child)
      return step(title, () => child.start()).catch((error) => {
        failed.abort(error)
        throw error
      })
    }
    await allOf(backend.map((name) => start(name)))
    if (run.riders > 0 || run.gpx !== undefined) await start('simulator', `${run.riders} riders`)

    return { origin: `http://localhost:${ports.web}`, ports, secrets, stack, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Like `Promise.all`, but waits for each to end before it rejects, so that nothing starts after a stop. */
async function allOf<T extends readonly unknown[]>(
  work: readonly [...{ [K in keyof T]: Promise<T[K]> }],
): Promise<T> {
  await Promise.allSettled(work)
  return (await Promise.all(work)) as unknown as T
}
