import { fifo } from './fifo.ts'
import type { Pending } from './pending.ts'

export interface BatchLimits {
  readonly maxRecords: number
  readonly maxBytes: number
}

/** What waits for the next batch, first in first out. */
export interface PendingQueue {
  push(pending: Pending): void
  /** The next batch: at least what has waited for longest. */
  take(limits: BatchLimits): Pending[]
  /** Lets go of the oldest whose callers were answered while they waited, so that an outage keeps nothing alive. */
  forgetSettled(): void
}

export function pendingQueue(): PendingQueue {
  const waiting = fifo<Pending>()

  return {
    push: waiting.push,
    take({ maxRecords, maxBytes }) {
      const batch: Pending[] = []
      let records = 0
      let bytes = 0
      for (let oldest = waiting.oldest; oldest !== undefined; oldest = waiting.oldest) {
        records += oldest.count
        bytes += oldest.bytes
        if (batch.length > 0 && (records > maxRecords || bytes > maxBytes)) break
        batch.push(oldest)
        waiting.shift()
      }
      return batch
    },
    forgetSettled() {
      while (waiting.oldest?.settled) waiting.shift()
    },
  }
}
