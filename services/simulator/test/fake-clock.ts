import { setImmediate as turn } from 'node:timers/promises'
import type { Clock } from '../src/clock.ts'

export interface FakeClock extends Clock {
  /** Lets so much time pass: whoever sleeps wakes when it is due, one after another. */
  pass(ms: number): Promise<void>
}

interface Sleeper {
  readonly at: number
  wake(): void
}

export function createFakeClock(startsAt = 1_700_000_000_000): FakeClock {
  let now = startsAt
  let sleepers: Sleeper[] = []

  return {
    now: () => now,
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        signal.throwIfAborted()
        const sleeper = { at: now + Math.max(0, Math.ceil(ms)), wake: resolve }
        sleepers.push(sleeper)
        signal.addEventListener('abort', () => {
          sleepers = sleepers.filter((other) => other !== sleeper)
          reject(signal.reason)
        })
      })
    },
    async pass(ms) {
      const until = now + ms
      for (;;) {
        await turn()
        const next = sleepers.reduce<Sleeper | undefined>(
          (soonest, sleeper) => (sleeper.at < (soonest?.at ?? Number.POSITIVE_INFINITY) ? sleeper : soonest),
          undefined,
        )
        if (next === undefined || next.at > until) break
        now = Math.max(now, next.at)
        sleepers = sleepers.filter((sleeper) => sleeper !== next)
        next.wake()
      }
      now = until
    },
  }
}
