/** Phones tell of a position each second, give or take. */
const JITTER_MS = 200

/** Whether a position is worth keeping: the server said how long until it has use for another. */
export function isDue(recordedAt: number, lastAt: number | undefined, everyMs: number): boolean {
  return (
    lastAt === undefined || recordedAt - lastAt >= Math.max(1, everyMs - JITTER_MS) || recordedAt < lastAt
  )
}
