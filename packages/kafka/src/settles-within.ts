import { setTimeout as delay } from 'node:timers/promises'

/** Resolves when the work has settled, either way. */
export const settled = (work: Promise<unknown>): Promise<true> =>
  work.then(
    () => true,
    () => true,
  )

/** Whether the work has settled by then. A rejection counts, and stays with the work. */
export async function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const abort = new AbortController()
  const late = delay(ms, false, { signal: abort.signal }).catch(() => true)
  const inTime = await Promise.race([settled(work), late])
  abort.abort()
  return inTime
}
