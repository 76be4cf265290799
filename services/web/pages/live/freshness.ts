import type { ConnectionState } from './connection.ts'
import type { DeliveryView } from './delivery-view.ts'

/** How much a position may be believed: it is where the rider is, where they were, or the last that was heard. */
export type Freshness =
  | { readonly kind: 'live' }
  | { readonly kind: 'aged'; readonly ageMs: number }
  | { readonly kind: 'lost'; readonly lastSeenAt: number }

/** There is no connection; `ageMs` is how long ago there was, if ever. */
export interface Staleness {
  readonly ageMs: number | undefined
}

/** A phone may report every few seconds, so a gap of this length is no news yet. */
const LIVE_WITHIN_MS = 10_000
/** A rider is two streets on by now: to show where they were as where they are would be a lie. */
export const LOST_AFTER_MS = 45_000

/** Undefined while there is no position to be fresh. What is only remembered is never live, however fresh. */
export function freshnessOf(
  { fixAt, isRemembered }: Pick<DeliveryView, 'fixAt' | 'isRemembered'>,
  now: number,
): Freshness | undefined {
  if (fixAt === undefined) return undefined
  const ageMs = now - fixAt
  if (ageMs < LIVE_WITHIN_MS && isRemembered !== true) return { kind: 'live' }
  return ageMs < LOST_AFTER_MS ? { kind: 'aged', ageMs } : { kind: 'lost', lastSeenAt: fixAt }
}

/** How old all that the page shows is, once it is worth saying: a connection that was lost for a moment is no news yet. */
export function staleness(
  { heardAt, isRemembered }: Pick<DeliveryView, 'heardAt' | 'isRemembered'>,
  connection: ConnectionState,
  now: number,
): Staleness | undefined {
  if (connection === 'open' || connection === 'refused') return undefined
  const failed = connection === 'reconnecting'
  if (heardAt === undefined) return failed ? { ageMs: undefined } : undefined
  const ageMs = now - heardAt
  return (failed && isRemembered === true) || ageMs >= LIVE_WITHIN_MS ? { ageMs } : undefined
}
