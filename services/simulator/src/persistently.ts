import { ApiUnavailable } from './api.ts'
import type { Clock } from './clock.ts'
import { backoffMs } from './domain/backoff.ts'
import type { Random } from './domain/random.ts'

export interface Patience {
  readonly clock: Clock
  readonly random: Random
  readonly signal: AbortSignal
}

/** Calls until the API answers, for as long as it is away. What it refuses is thrown at once. */
export async function persistently<Answer>(
  { clock, random, signal }: Patience,
  call: () => Promise<Answer>,
): Promise<Answer> {
  for (let failures = 1; ; failures++) {
    try {
      return await call()
    } catch (error) {
      if (signal.aborted || !(error instanceof ApiUnavailable)) throw error
      await clock.sleep(backoffMs(failures, error.retryAfterMs, random), signal)
    }
  }
}
