import { afterRequest } from './domain/pace.ts'
import type { RiderPace } from './protocols/protocol.ts'
import { recentlyUsed } from './recently-used.ts'

/** Remembers the riders heard last; another counts as one who was silent. */
export function rememberedPace(rememberedRiders: number): RiderPace {
  const paces = recentlyUsed<number>(rememberedRiders)
  return {
    admits(riderId) {
      const wholeAgainAt = afterRequest(paces.get(riderId), performance.now())
      if (wholeAgainAt !== undefined) paces.set(riderId, wholeAgainAt)
      return wholeAgainAt !== undefined
    },
  }
}
