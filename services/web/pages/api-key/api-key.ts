const STORED = 'doorstep-api-key'

/** The key that was typed in, for as long as this tab is open. In no address, and in no storage that outlives it. */
export function storedApiKey(): string | undefined {
  try {
    return sessionStorage.getItem(STORED) ?? undefined
  } catch {
    return undefined
  }
}

export function storeApiKey(key: string): void {
  try {
    sessionStorage.setItem(STORED, key)
  } catch {
    // Storage is closed to this page: the key holds until it is left.
  }
}

export function forgetApiKey(): void {
  try {
    sessionStorage.removeItem(STORED)
  } catch {
    // Storage is closed to this page: nothing was kept.
  }
}
