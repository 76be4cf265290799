import type { DeliveryView } from './delivery-view.ts'

/** How much a position may be believed: it is where the rider is, where they were, or the last that was heard. */
export type Freshness =
  | { readonly kind: 'live' }
  | { readonly kind: 'aged'; readonly ageMs: number }
  | { readonly kind: 'lost'; readonly lastSeenAt: number }

/** A phone may report every few seconds, so a gap of this length is no news yet. */
const LIVE_WITHIN_MS = 10_000
/** A rider is two streets on by now: to show where they were as where they are would be a lie. */
export const LOST_AFTER_MS = 45_000

/** Undefined while there is no position to be fresh. */
export function freshnessOf({ fixAt }: Pick<DeliveryView, 'fixAt'>, now: number): Freshness | undefined {
  if (fixAt === undefined) return undefined
  const ageMs = now - fixAt
  if (ageMs < LIVE_WITHIN_MS) return { kind: 'live' }
  return ageMs < LOST_AFTER_MS ? { kind: 'aged', ageMs } : { kind: 'lost', lastSeenAt: fixAt }
}
