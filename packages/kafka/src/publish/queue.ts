import type { Pending } from './pending.ts'

export interface BatchLimits {
  readonly maxRecords: number
  readonly maxBytes: number
}

/** What waits for the next batch, first in first out. */
export interface PendingQueue {
  push(pending: Pending): void
  /** The next batch: at least one record if any waits. */
  take(limits: BatchLimits): Pending[]
  /** Lets go of the oldest whose callers were answered while they waited, so that an outage keeps nothing alive. */
  forgetSettled(): void
}

export function pendingQueue(): PendingQueue {
  let waiting: Pending[] = []
  let next = 0

  function compact(): void {
    if (next * 2 < waiting.length) return
    waiting = waiting.slice(next)
    next = 0
  }

  return {
    push: (pending) => void waiting.push(pending),
    take({ maxRecords, maxBytes }) {
      const batch: Pending[] = []
      let bytes = 0
      for (; next < waiting.length && batch.length < maxRecords; next++) {
        const pending = waiting[next] as Pending
        if (batch.length > 0 && bytes + pending.bytes > maxBytes) break
        batch.push(pending)
        bytes += pending.bytes
      }
      compact()
      return batch
    },
    forgetSettled() {
      while (waiting[next]?.settled) next += 1
      compact()
    },
  }
}
