import { createLoop, type Logger, type Service } from '@doorstep/runtime'
import { IDEMPOTENCY_KEY_KEPT_MS, REFUSED_KEPT_MS } from './domain/keeping.ts'
import type { Leftovers } from './store/leftovers.ts'

const INTERVAL_MS = 10 * 60_000

export interface LeftoversOptions {
  readonly leftovers: Leftovers
  readonly now: () => number
  readonly log: Logger
}

/** Deletes what has served its time: at the start, and from then on. Several processes may do so at once. */
export function leftoversKeeper({ leftovers, now, log }: LeftoversOptions): Service {
  async function tidy(): Promise<false> {
    const idempotencyKeys = await leftovers.deleteIdempotencyKeys(now() - IDEMPOTENCY_KEY_KEPT_MS)
    const refusedEvents = await leftovers.deleteRefusedEvents(now() - REFUSED_KEPT_MS)
    if (idempotencyKeys + refusedEvents > 0)
      log.info({ idempotencyKeys, refusedEvents }, 'deleted what has served its time')
    return false
  }

  return createLoop({ name: 'leftovers keeper', everyMs: INTERVAL_MS, log, step: tidy })
}
