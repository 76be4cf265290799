/** A map that forgets what was not used for longest, so that it never holds more than its capacity. */
export interface RecentlyUsed<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
}

/** Two generations: when the young one is full it becomes the old one, and the old one goes. No list to keep in order. */
export function recentlyUsed<Value>(capacity: number): RecentlyUsed<Value> {
  const generation = Math.ceil(capacity / 2)
  let young = new Map<string, Value>()
  let old = new Map<string, Value>()

  function set(key: string, value: Value): void {
    if (young.size >= generation && !young.has(key)) {
      old = young
      young = new Map()
    }
    young.set(key, value)
  }

  return {
    set,
    get(key) {
      const value = young.get(key)
      if (value !== undefined) return value
      const older = old.get(key)
      if (older !== undefined) set(key, older)
      return older
    },
  }
}
