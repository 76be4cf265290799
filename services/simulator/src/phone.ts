import { IngestAnswer, type Location } from '@doorstep/contracts'
import type { Logger } from '@doorstep/runtime'
import { type Api, ApiRefusal, ApiUnavailable } from './api.ts'
import type { Clock } from './clock.ts'
import { backoffMs } from './domain/backoff.ts'
import { createFixQueue } from './domain/fix-queue.ts'
import type { Random } from './domain/random.ts'
import { createReportPace } from './domain/report-pace.ts'
import type { Tally } from './tally.ts'

/** An hour at one a second. */
const KEPT_FIXES = 3600
/** What `POST /v1/locations` takes at once. */
const BATCH_FIXES = 500
/** A phone that is refused (a wrong key, say) does not ask again every second. */
const REFUSED_PAUSE_MS = 10_000

export interface PhoneOptions {
  readonly riderId: string
  readonly riderKey: string
  readonly api: Api
  readonly clock: Clock
  readonly random: Random
  readonly tally: Tally
  readonly log: Logger
  readonly signal: AbortSignal
}

export interface Phone {
  /** Whether another position is of use by now: every second, or as rarely as the API asks. */
  isDue(): boolean
  /** The rider does something else from now on, which the API will hear of by another way. */
  hasNews(): void
  /**
   * Keeps the fix until the API has confirmed it, in order, up to an hour of them. Sends what is kept unless a request
   * is under way or the API has asked to wait. Throws what went wrong with an earlier request and was not the API's doing.
   */
  record(fix: Location): void
  /** Gives up what was not sent. */
  discard(): void
}

export function createPhone(options: PhoneOptions): Phone {
  const { riderId, riderKey, api, clock, random, tally, log, signal } = options
  const queue = createFixQueue(KEPT_FIXES)
  const pace = createReportPace()
  let isSending = false
  let failures = 0
  let notBefore = 0
  let bug: unknown

  async function sendAll(): Promise<void> {
    while (queue.size > 0 && clock.now() >= notBefore && !signal.aborted) {
      const { fixes, mark } = queue.oldest(BATCH_FIXES)
      try {
        const answer = await post(fixes)
        failures = 0
        pace.asked(answer.nextPingMs)
        settle(mark)
        tally.fixes('accepted', answer.accepted)
        tally.fixes('rejected', answer.rejected.length)
      } catch (error) {
        if (signal.aborted) return
        if (error instanceof ApiUnavailable) {
          failures += 1
          notBefore = clock.now() + backoffMs(failures, error.retryAfterMs, random)
        } else if (error instanceof ApiRefusal) {
          log.warn({ err: error, riderId, fixes: fixes.length }, 'positions refused')
          notBefore = clock.now() + REFUSED_PAUSE_MS
          settle(mark)
          tally.fixes('refused', fixes.length)
        } else throw error
      }
    }
  }

  function post(fixes: readonly Location[]): Promise<IngestAnswer> {
    const [first] = fixes
    const body = fixes.length === 1 && first !== undefined ? first : { locations: fixes }
    return api.post('/v1/locations', { key: riderKey, body, answer: IngestAnswer, signal })
  }

  function settle(mark: number): void {
    const before = queue.size
    queue.confirm(mark)
    tally.queued(queue.size - before)
  }

  return {
    isDue: () => pace.isDue(clock.now()),
    hasNews: () => pace.hasNews(clock.now()),
    record(fix) {
      if (bug !== undefined) throw bug
      pace.reported(clock.now())
      const overflowed = queue.add(fix)
      tally.queued(1 - overflowed)
      tally.fixes('overflowed', overflowed)
      if (isSending) return
      isSending = true
      sendAll()
        .catch((error: unknown) => {
          bug = error
        })
        .finally(() => {
          isSending = false
        })
    },
    discard: () => settle(queue.oldest(KEPT_FIXES).mark),
  }
}
