import { setTimeout as delay } from 'node:timers/promises'

/** Whether the work has settled by then. A rejection counts, and stays with the work. */
export async function settlesWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const abort = new AbortController()
  const late = delay(ms, false, { signal: abort.signal }).catch(() => true)
  const settled = work.then(
    () => true,
    () => true,
  )
  const inTime = await Promise.race([settled, late])
  abort.abort()
  return inTime
}
