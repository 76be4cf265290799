import { setTimeout as delay } from 'node:timers/promises'
import type { Logger, Service } from '@doorstep/runtime'

const never = new Promise<never>(() => {})

const LINGER_MS = 60_000
const RETRY_MS = 1_000

export interface Hold {
  /** Resolves once what is held has started, however long that takes. */
  readonly ready: Promise<void>
  release(): void
}

/** Whether what is held has started by then. */
export function readyWithin({ ready }: Hold, ms: number): Promise<boolean> {
  return Promise.race([ready.then(() => true), delay(ms, false, { ref: false })])
}

/** A service that runs from the first who holds it until a while after the last released it. */
export interface OnDemand {
  hold(): Hold
  /** For good: who holds it still, or comes later, goes without. */
  stop(): Promise<void>
}

interface OnDemandOptions {
  /** A new one each time: what failed to start is not started again. */
  readonly create: () => Service
  readonly log: Logger
  readonly lingerMs?: number
}

export function onDemand({ create, log, lingerMs = LINGER_MS }: OnDemandOptions): OnDemand {
  let holders = 0
  let running: ReturnType<typeof run> | undefined
  let stopped = Promise.resolve()
  let linger: NodeJS.Timeout | undefined
  let over = false

  function run(after: Promise<void>) {
    let wanted = true
    async function start(): Promise<Service | undefined> {
      await after
      while (wanted) {
        const service = create()
        try {
          await service.start()
          return service
        } catch (err) {
          log.warn({ err, service: service.name }, 'not started, trying again')
          // What did not start need not stop well.
          await service.stop().catch(() => {})
          await delay(RETRY_MS)
        }
      }
      return undefined
    }
    const started = start()
    return {
      ready: started.then(() => undefined),
      async stop() {
        wanted = false
        await (await started)?.stop()
      },
    }
  }

  function end(): void {
    stopped = running?.stop().catch((err) => log.warn({ err }, 'not stopped well')) ?? stopped
    running = undefined
  }

  return {
    hold() {
      let released = false
      holders += 1
      clearTimeout(linger)
      if (over) return { ready: never, release() {} }
      running ??= run(stopped)
      return {
        ready: running.ready,
        release() {
          if (released) return
          released = true
          holders -= 1
          if (holders === 0) linger = setTimeout(end, lingerMs).unref()
        },
      }
    },
    async stop() {
      over = true
      clearTimeout(linger)
      end()
      await stopped
    },
  }
}
