import { DoorstepError } from '@doorstep/runtime'

/** The chosen number, ADR 0016: enough for a deadlock or a restart, 0.4 s of back-off, then the partition moves on. */
const MAX_TRIES = 5

/** What to do about an error: a dependency is away, nobody knows, or no retry can mend it. */
export type Verdict = 'wait' | 'try-again' | 'give-up'

export function verdictOn(error: unknown, tries: number): Verdict {
  if (error instanceof DoorstepError) return error.retryable ? 'wait' : 'give-up'
  return tries < MAX_TRIES ? 'try-again' : 'give-up'
}

const FIRST_BACK_OFF_MS = 10
const LONGEST_BACK_OFF_MS = 5_000

/** Doubles with each failure; between half and all of it, so that partitions do not knock in step. */
export function backOffMs(failures: number, random = Math.random()): number {
  const longest = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(failures, 20))
  return longest * (0.5 + random / 2)
}
