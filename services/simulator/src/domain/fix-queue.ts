import type { Location } from '@doorstep/contracts'

/** Positions that wait to be sent, oldest first. When it is full the oldest make room. */
export interface FixQueue {
  readonly size: number
  /** How many had to make room. */
  add(fix: Location): number
  /** The oldest, at most so many, and the mark to confirm them by. */
  oldest(atMost: number): { readonly fixes: readonly Location[]; readonly mark: number }
  /** Forgets those up to the mark, as far as they have not made room meanwhile. */
  confirm(mark: number): void
}

export function createFixQueue(capacity: number): FixQueue {
  let waiting: Location[] = []
  let forgotten = 0

  function forget(count: number): void {
    waiting = waiting.slice(count)
    forgotten += count
  }

  return {
    get size() {
      return waiting.length
    },
    add(fix) {
      waiting.push(fix)
      const over = Math.max(0, waiting.length - capacity)
      if (over > 0) forget(over)
      return over
    },
    oldest(atMost) {
      const fixes = waiting.slice(0, atMost)
      return { fixes, mark: forgotten + fixes.length }
    },
    confirm(mark) {
      if (mark > forgotten) forget(mark - forgotten)
    },
  }
}
