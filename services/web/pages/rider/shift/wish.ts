const STORED = 'doorstep-rider-sharing'

/** Whether the rider was sharing when the page was last left. */
export function wasSharing(): boolean {
  try {
    return localStorage.getItem(STORED) === 'on'
  } catch {
    return false
  }
}

export function willShare(shares: boolean): void {
  try {
    localStorage.setItem(STORED, shares ? 'on' : 'paused')
  } catch {
    // Storage is closed to this page: the wish holds until it is left.
  }
}

/** Calls with whether the browser lets this page know where it is, now and whenever that changes; returns how to stop. */
export function mayLocate(listener: (permission: PermissionState) => void): () => void {
  const stopped = new AbortController()
  navigator.permissions?.query({ name: 'geolocation' }).then(
    (status) => {
      if (stopped.signal.aborted) return
      listener(status.state)
      status.addEventListener('change', () => listener(status.state), stopped)
    },
    // Where it cannot be asked, asking for the position tells.
    () => {},
  )
  return () => stopped.abort()
}
