import { setTimeout as delay } from 'node:timers/promises'

/** Time as the riders know it, so that a test can let an hour pass. */
export interface Clock {
  now(): number
  /** Rejects when the signal is aborted. */
  sleep(ms: number, signal: AbortSignal): Promise<void>
}

export const systemClock: Clock = {
  now: Date.now,
  sleep: (ms, signal) => delay(ms, undefined, { signal }),
}
