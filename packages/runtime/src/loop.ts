import type { Logger } from './logger.ts'
import type { Service } from './service.ts'

export interface LoopOptions {
  readonly name: string
  /** Between two steps when nobody wakes it. */
  readonly everyMs: number
  /** Answers whether there may be more to do at once. */
  step(): Promise<boolean>
  readonly log: Logger
}

export interface Loop extends Service {
  /** Makes the next step begin now; one that is under way is followed by another. */
  wake(): void
}

/** One step at a time, until stopped. A step that fails is taken again at the next tick; the first of a row is logged. */
export function createLoop({ name, everyMs, step, log }: LoopOptions): Loop {
  let stopping = false
  let woken = false
  let rouse = () => {}
  let running: Promise<void> = Promise.resolve()
  let failures = 0

  async function take(): Promise<boolean> {
    try {
      const more = await step()
      if (failures > 0) log.info({ failures }, `${name} goes on`)
      failures = 0
      return more
    } catch (err) {
      if (failures++ === 0) log.warn({ err }, `${name} waits`)
      woken = false
      return false
    }
  }

  async function sleep(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>()
    rouse = resolve
    const timer = setTimeout(resolve, everyMs)
    await promise
    clearTimeout(timer)
  }

  async function untilStopped(): Promise<void> {
    while (!stopping) {
      woken = false
      const more = await take()
      if (!more && !woken && !stopping) await sleep()
    }
  }

  return {
    name,
    wake() {
      woken = true
      rouse()
    },
    async start() {
      stopping = false
      running = untilStopped()
    },
    async stop() {
      stopping = true
      rouse()
      await running
    },
  }
}
