/** What became of one try: an HTTP status, or no answer at all and why. */
export type Answer =
  | { readonly status: number; readonly retryAfterMs?: number }
  /** Nothing came back in time, or nothing at all. */
  | { readonly failure: string }
  /** Its address is none we send to. Another try would find the same. */
  | { readonly refusal: string }
  /** Its receiver wants no more, or is no more. */
  | { readonly gone: string }

export type Fate =
  | { readonly state: 'delivered' | 'failed' | 'disabled' }
  | { readonly state: 'pending'; readonly delayMs: number }

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** Before each try, of Standard Webhooks 1.0.0: ten tries in three days, long enough for a weekend. */
export const standardSchedule: readonly number[] = [
  0,
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
]

/** A receiver that asks for more than this gets a try after it all the same. */
const LONGEST_WAIT_MS = 24 * HOUR_MS

/** So that what failed together does not come back together. */
const JITTER = 0.1

export interface Tries {
  /** This one included. */
  readonly made: number
  readonly schedule: readonly number[]
  /** 0 to 1. */
  readonly random: number
}

/** Only 2xx is success: a redirect is followed by nobody, so it is a failure like any other. */
export function isAccepted(answer: Answer): boolean {
  return 'status' in answer && answer.status >= 200 && answer.status < 300
}

/** 410 says that nothing more is wanted there. */
export function isGone(answer: Answer): boolean {
  return 'gone' in answer || ('status' in answer && answer.status === 410)
}

export function fateAfter(answer: Answer, { made, schedule, random }: Tries): Fate {
  if ('refusal' in answer) return { state: 'failed' }
  if (isAccepted(answer)) return { state: 'delivered' }
  if (isGone(answer)) return { state: 'disabled' }

  const scheduledMs = schedule[made]
  if (scheduledMs === undefined) return { state: 'failed' }
  const askedMs = 'status' in answer ? (answer.retryAfterMs ?? 0) : 0
  const waitMs = Math.max(scheduledMs, Math.min(askedMs, LONGEST_WAIT_MS))
  return { state: 'pending', delayMs: Math.round(waitMs * (1 + JITTER * random)) }
}

/** In a word, for the table and the metric's reader. */
export function outcomeOf(answer: Answer): string {
  if ('status' in answer) return String(answer.status)
  if ('gone' in answer) return answer.gone
  return 'refusal' in answer ? answer.refusal : answer.failure
}
