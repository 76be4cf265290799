import type { Erasure } from '@doorstep/contracts'
import type { Handler } from '@doorstep/kafka'
import { createLoop, type Logger, type Service } from '@doorstep/runtime'
import type { ErasureStore } from './store/erasures.ts'

const INTERVAL_MS = 3_600_000

/** Idempotent, in any order. */
export function carryOutErasures(store: Pick<ErasureStore, 'erase'>): Handler<Erasure> {
  return async (batch) => {
    for (const { event } of batch) await store.erase(event)
  }
}

/** A rebuild, or a consumer that was behind, may bring back what was erased: each hour it is erased again. */
export function erasureKeeper(store: Pick<ErasureStore, 'eraseAgain'>, log: Logger): Service {
  return createLoop({
    name: 'erasure keeper',
    everyMs: INTERVAL_MS,
    log,
    async step() {
      await store.eraseAgain(Date.now())
      return false
    },
  })
}
