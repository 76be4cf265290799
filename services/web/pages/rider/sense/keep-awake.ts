/** Keeps the screen on for as long as the page is looked at: a phone that sleeps tells no position. Returns how to stop. */
export function keepAwake(onChange: (awake: boolean) => void): () => void {
  let lock: WakeLockSentinel | undefined
  let wanted = true

  /** The browser takes the lock away whenever the page is left, so it is asked for again on each return. */
  async function acquire(): Promise<void> {
    if (!('wakeLock' in navigator) || document.visibilityState !== 'visible' || lock !== undefined) return
    try {
      const acquired = await navigator.wakeLock.request('screen')
      if (!wanted) return await acquired.release()
      lock = acquired
      acquired.addEventListener('release', () => {
        lock = undefined
        onChange(false)
      })
      onChange(true)
    } catch {
      // Refused when the battery is low: the page says that the screen may go dark.
      onChange(false)
    }
  }

  document.addEventListener('visibilitychange', acquire)
  acquire()
  return () => {
    wanted = false
    document.removeEventListener('visibilitychange', acquire)
    lock?.release()
  }
}
