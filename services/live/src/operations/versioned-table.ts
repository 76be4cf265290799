/** Counts every change of the tables that share it. */
export interface Versions {
  readonly current: number
  next(): number
}

export function createVersions(): Versions {
  let current = 0
  return {
    get current() {
      return current
    },
    next() {
      current += 1
      return current
    },
  }
}

/** A table that tells what is different since a version, each key once, however often it changed. */
export interface VersionedTable<Value> {
  get(key: string): Value | undefined
  set(key: string, value: Value): void
  delete(key: string): void
  values(): Iterable<Value>
  changedSince(version: number): Map<string, Value>
  goneSince(version: number): readonly string[]
  /** From this version on nothing is missing in what `goneSince` tells. */
  readonly toldSince: number
}

/** So many keys that are gone are remembered: who has read nothing for longer starts over. */
const REMEMBERED_GONE = 10_000

export function versionedTable<Value>(
  versions: Versions,
  rememberedGone = REMEMBERED_GONE,
): VersionedTable<Value> {
  const rows = new Map<string, { readonly value: Value; readonly version: number }>()
  const gone = new Map<string, number>()
  let toldSince = 0

  function remember(key: string): void {
    gone.set(key, versions.next())
    if (gone.size <= rememberedGone) return
    const [oldest] = gone
    if (oldest === undefined) return
    gone.delete(oldest[0])
    toldSince = oldest[1]
  }

  return {
    get: (key) => rows.get(key)?.value,
    set(key, value) {
      rows.set(key, { value, version: versions.next() })
      gone.delete(key)
    },
    delete(key) {
      if (rows.delete(key)) remember(key)
    },
    *values() {
      for (const { value } of rows.values()) yield value
    },
    changedSince(since) {
      const changed = new Map<string, Value>()
      for (const [key, { value, version }] of rows) if (version > since) changed.set(key, value)
      return changed
    },
    goneSince: (since) => [...gone].filter(([, version]) => version > since).map(([key]) => key),
    get toldSince() {
      return toldSince
    },
  }
}
