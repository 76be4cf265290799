import { fifo } from './fifo.ts'
import { type Pending, refuse } from './pending.ts'

/**
 * Refuses what is not settled by its time. All wait equally long, so the oldest is due first and one timer does for
 * all: one for each record took as long as encoding it.
 */
export interface Deadlines {
  watch(pending: Pending): void
  /** Lets go of the oldest that are settled, and of the timer with the last. */
  forgetSettled(): void
}

export function deadlines(tooLate: () => Error): Deadlines {
  const watched = fifo<Pending>()
  let timer: NodeJS.Timeout | undefined

  function forgetSettled(): void {
    while (watched.oldest?.settled) watched.shift()
    if (watched.oldest !== undefined) return
    clearTimeout(timer)
    timer = undefined
  }

  function wait(): void {
    if (watched.oldest === undefined) return
    timer ??= setTimeout(refuseOverdue, watched.oldest.dueAt - performance.now())
  }

  function refuseOverdue(): void {
    timer = undefined
    const now = performance.now()
    for (let oldest = watched.oldest; oldest !== undefined && oldest.dueAt <= now; oldest = watched.oldest) {
      watched.shift()
      refuse(oldest, tooLate())
    }
    wait()
  }

  return {
    forgetSettled,
    watch(pending) {
      watched.push(pending)
      wait()
    },
  }
}
