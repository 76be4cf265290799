/**
 * Does the work in one tab of this browser at a time, until the signal: two tabs would tell each position twice. The
 * next tab's turn comes when this one is closed, however it is.
 */
export async function inOneTab(name: string, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  if (!('locks' in navigator)) return await work()
  await navigator.locks.request(name, { signal }, work).catch((error) => {
    if (!signal.aborted) throw error
  })
}
