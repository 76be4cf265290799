import type { Logger } from './logger.ts'
import type { Service } from './service.ts'

export interface KeeperOptions {
  readonly name: string
  readonly everyMs: number
  /** Sees that all is as it should be. */
  keep(): Promise<void>
  /** What is said, as an error, when that failed: the next round makes up for it. */
  readonly complaint: string
  readonly log: Logger
}

/** Keeps something as it should be: at the start, and from then on. A round that takes longer than the interval is not joined by another. */
export function createKeeper({ name, everyMs, keep, complaint, log }: KeeperOptions): Service {
  let timer: NodeJS.Timeout | undefined
  let round: Promise<void> | undefined

  async function tryToKeep(): Promise<void> {
    try {
      await keep()
    } catch (err) {
      log.error({ err }, complaint)
    }
  }

  function keepOnceMore(): void {
    round ??= tryToKeep().finally(() => {
      round = undefined
    })
  }

  return {
    name,
    async start() {
      keepOnceMore()
      timer = setInterval(keepOnceMore, everyMs)
    },
    async stop() {
      clearInterval(timer)
      await round
    },
  }
}
