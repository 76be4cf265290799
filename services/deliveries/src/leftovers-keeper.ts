import type { Logger, Service } from '@doorstep/runtime'
import { IDEMPOTENCY_KEY_KEPT_MS, REFUSED_KEPT_MS } from './domain/keeping.ts'
import type { Leftovers } from './store/leftovers.ts'

const INTERVAL_MS = 10 * 60_000

export interface KeeperOptions {
  readonly leftovers: Leftovers
  readonly now: () => number
  readonly log: Logger
}

/** Deletes what has served its time: at the start, and from then on. Several processes may do so at once. */
export function leftoversKeeper({ leftovers, now, log }: KeeperOptions): Service {
  let timer: NodeJS.Timeout | undefined
  let round = Promise.resolve()

  async function tidy(): Promise<void> {
    try {
      const idempotencyKeys = await leftovers.deleteIdempotencyKeys(now() - IDEMPOTENCY_KEY_KEPT_MS)
      const refusedEvents = await leftovers.deleteRefusedEvents(now() - REFUSED_KEPT_MS)
      if (idempotencyKeys + refusedEvents > 0)
        log.info({ idempotencyKeys, refusedEvents }, 'deleted what has served its time')
    } catch (err) {
      log.error({ err }, 'what has served its time could not be deleted, trying again in a while')
    }
  }

  function tidyOnceMore(): void {
    round = round.then(tidy)
  }

  return {
    name: 'leftovers keeper',
    async start() {
      tidyOnceMore()
      timer = setInterval(tidyOnceMore, INTERVAL_MS)
    },
    async stop() {
      clearInterval(timer)
      await round
    },
  }
}
