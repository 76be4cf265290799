/** A rider's key, and whose it is. That it still opens something only the server can tell. */
export interface RiderKey {
  readonly key: string
  readonly riderId: string
}

const STORED = 'doorstep-rider-key'

/** The key in what somebody pasted: the key itself, or the link that carries it. */
export function keyIn(text: string): RiderKey | undefined {
  const [key, riderId] =
    /\brk_([A-Za-z0-9-]{1,64})(?:\.\d+)?_[A-Za-z0-9_-]{22}(?![A-Za-z0-9_-])/.exec(text) ?? []
  return key === undefined || riderId === undefined ? undefined : { key, riderId }
}

/** The key behind the `#` of the address, which is then taken off it: out of sight, history and bookmarks. */
export function takeKeyFromAddress(): RiderKey | undefined {
  const key = keyIn(location.hash)
  if (location.hash !== '') history.replaceState(null, '', location.pathname)
  if (key !== undefined) storeKey(key)
  return key
}

export function storedKey(): RiderKey | undefined {
  try {
    return keyIn(localStorage.getItem(STORED) ?? '')
  } catch {
    return undefined
  }
}

export function storeKey({ key }: RiderKey): void {
  try {
    localStorage.setItem(STORED, key)
  } catch {
    // Storage is closed to this page: the key holds until it is left.
  }
}

export function forgetKey(): void {
  try {
    localStorage.removeItem(STORED)
  } catch {
    // Storage is closed to this page: nothing was kept.
  }
}
