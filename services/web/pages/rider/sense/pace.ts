/** Phones tell of a position each second, give or take. */
const JITTER_MS = 200

/** How long the server may take to hear of a change, which it is told another way. */
const HURRY_MS = 5_000
const HURRIED_PING_MS = 1_000

/** How often this phone reports: as the server said, but each second for a while after a change. */
export interface Pace {
  readonly everyMs: number
  /** Whether a position is of use, now that it is told; if so, the next one is for later. */
  wants(recordedAt: number): boolean
  /** The server said how long until it has use for another. */
  said(nextPingMs: number): void
  /** Something changed by which the server decides that. */
  hurry(): void
}

export function createPace(firstMs: number): Pace {
  let everyMs = firstMs
  let lastAt: number | undefined
  let changedAt = Number.NEGATIVE_INFINITY

  return {
    get everyMs() {
      return everyMs
    },
    wants(recordedAt) {
      if (!isDue(recordedAt, lastAt, everyMs)) return false
      lastAt = recordedAt
      return true
    },
    said(nextPingMs) {
      const hurried = Date.now() - changedAt < HURRY_MS
      everyMs = hurried ? Math.min(nextPingMs, HURRIED_PING_MS) : nextPingMs
    },
    hurry() {
      changedAt = Date.now()
      lastAt = undefined
      everyMs = Math.min(everyMs, HURRIED_PING_MS)
    },
  }
}

export function isDue(recordedAt: number, lastAt: number | undefined, everyMs: number): boolean {
  return (
    lastAt === undefined || recordedAt - lastAt >= Math.max(1, everyMs - JITTER_MS) || recordedAt < lastAt
  )
}
