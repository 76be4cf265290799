const REQUESTS_PER_S = 20
/** How many a rider may send at once after a while of silence. */
const BURST = 50

const INTERVAL_MS = 1000 / REQUESTS_PER_S
const ALLOWANCE_MS = BURST * INTERVAL_MS

/**
 * A rider's allowance as one number, the moment at which it is whole again (generic cell rate algorithm): moved on by
 * one request, or undefined when that would go beyond the allowance. Wants a clock that never goes back.
 */
export function afterRequest(wholeAgainAt: number | undefined, now: number): number | undefined {
  const next = Math.max(wholeAgainAt ?? now, now) + INTERVAL_MS
  return next - now > ALLOWANCE_MS ? undefined : next
}
