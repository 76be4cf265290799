import { fifo } from './fifo.ts'
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
  const waiting = fifo<Pending>()

  return {
    push: waiting.push,
    take({ maxRecords, maxBytes }) {
      const batch: Pending[] = []
      let bytes = 0
      for (let oldest = waiting.oldest; oldest !== undefined; oldest = waiting.oldest) {
        bytes += oldest.bytes
        if (batch.length === maxRecords || (batch.length > 0 && bytes > maxBytes)) break
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
