const FIRST_GUESS_MS = 1_000
/** A longer gap is an outage, and says nothing of how often this phone reports. */
const LONGEST_MS = 10_000
/** A burst after a reconnect says as little. */
const SHORTEST_MS = 200

export interface Arrivals {
  readonly lastAt?: number
  readonly intervalMs: number
}

export const noArrivals: Arrivals = { intervalMs: FIRST_GUESS_MS }

/** How far apart fixes arrive, of late: half of it the last gap, half what was known before. */
export function arrived({ lastAt, intervalMs }: Arrivals, now: number): Arrivals {
  const gap = lastAt === undefined ? undefined : now - lastAt
  if (gap === undefined || gap < SHORTEST_MS || gap > LONGEST_MS) return { lastAt: now, intervalMs }
  return { lastAt: now, intervalMs: (intervalMs + gap) / 2 }
}
