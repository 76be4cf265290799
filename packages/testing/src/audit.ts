/** A record as its publisher counted it: the nth of its key. */
export interface Entry {
  readonly key: string
  readonly sequence: number
}

export interface Verdict {
  readonly acknowledged: number
  /** Acknowledged, but not in the log. */
  readonly missing: readonly Entry[]
  /** In the log more than once. Allowed: consumers know a fix by its identity. */
  readonly duplicates: number
  /** Whose first occurrence comes after a later one's of the same key. */
  readonly inversions: readonly Entry[]
}

/** What was promised against what the log holds, each partition read from its beginning. */
export function audit(acknowledged: readonly Entry[], log: readonly Entry[]): Verdict {
  const inLog = new Set<string>()
  const newest = new Map<string, number>()
  const inversions: Entry[] = []
  let duplicates = 0

  for (const entry of log) {
    if (inLog.has(idOf(entry))) {
      duplicates += 1
      continue
    }
    inLog.add(idOf(entry))
    if (entry.sequence < (newest.get(entry.key) ?? -1)) inversions.push(entry)
    newest.set(entry.key, Math.max(entry.sequence, newest.get(entry.key) ?? -1))
  }
  return {
    acknowledged: acknowledged.length,
    missing: acknowledged.filter((entry) => !inLog.has(idOf(entry))),
    duplicates,
    inversions,
  }
}

const idOf = ({ key, sequence }: Entry): string => `${key}#${sequence}`
