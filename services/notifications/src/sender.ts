import type { Sql } from '@doorstep/postgres'
import { createLoop, type Logger, type Loop, type Service } from '@doorstep/runtime'
import type { Channel, Dispatch } from './domain/dispatch.ts'
import { type Answer, fateAfter, outcomeOf, standardSchedule } from './domain/dispatch-fate.ts'
import {
  type ClaimedDispatch,
  claimDispatches,
  postponeDispatch,
  releaseDispatch,
  settleDispatch,
} from './store/dispatches.ts'

/** A way to tell. */
export interface DispatchChannel {
  /** Tries once. No answer is an answer too; rejects only if it could not try. */
  send(dispatch: Dispatch, signal: AbortSignal): Promise<Answer>
  close(): Promise<void>
}

/** No channel's try may take longer. */
export const TRY_TIMEOUT_MS = 15_000

export interface SenderOptions {
  readonly sql: Sql
  readonly channels: Readonly<Partial<Record<Channel, DispatchChannel>>>
  /** Milliseconds before each try, the first included. */
  readonly schedule?: readonly number[]
  readonly log: Logger
  /** A try was answered: with this, that long after the notification was decided. */
  readonly onAnswer?: (channel: Channel, state: string, sinceDecidedMs: number) => void
}

/** How late a try is at most when nobody tells that it is due. */
const POLL_MS = 1_000

/** Enough for 64 receivers that hang at once and still room for others; a waiting socket costs little. */
const MAX_IN_HAND = 512
/** A receiver that hangs holds this many places for 15 s, and no others. */
const MAX_IN_HAND_PER_LANE = 8

const LEASE_MS = 2 * TRY_TIMEOUT_MS

/** What is in hand gets this long when the process stops; then it is left for the next one to send again. */
const STOP_GRACE_MS = 3_000

/** Sends what is due, over every channel: at-least-once, as a receiver may have taken one whose answer was lost. Restart-safe. */
export function createSender(options: SenderOptions): Service & Pick<Loop, 'wake'> {
  const { sql, channels, schedule = standardSchedule, log, onAnswer = () => {} } = options
  const inHand = new Map<Promise<void>, ClaimedDispatch>()
  let cut = new AbortController()

  const loop = createLoop({
    name: 'sender',
    everyMs: POLL_MS,
    log,
    async step() {
      const total = MAX_IN_HAND - inHand.size
      if (total === 0) return false
      const capacity = {
        channels: Object.keys(channels) as Channel[],
        total,
        perLane: MAX_IN_HAND_PER_LANE,
        inHand: countByLane(inHand.values()),
        leaseMs: LEASE_MS,
      }
      for (const dispatch of await claimDispatches(sql, capacity)) take(dispatch)
      return false
    },
  })

  function take(dispatch: ClaimedDispatch): void {
    const work = tryOnce(dispatch)
      .catch((err: unknown) => {
        log.warn({ err, dispatchId: dispatch.dispatchId }, 'outcome not kept, will be tried again')
      })
      .finally(() => {
        inHand.delete(work)
        loop.wake()
      })
    inHand.set(work, dispatch)
  }

  async function tryOnce(dispatch: ClaimedDispatch): Promise<void> {
    const answer = await channels[dispatch.channel]?.send(dispatch, cut.signal)
    if (answer === undefined || (cut.signal.aborted && 'failure' in answer))
      return releaseDispatch(sql, dispatch)
    await conclude(dispatch, answer)
  }

  async function conclude(dispatch: ClaimedDispatch, answer: Answer): Promise<void> {
    const { channel, decidedAt } = dispatch
    const fate = fateAfter(answer, { made: dispatch.tries + 1, schedule, random: Math.random() })
    const outcome = outcomeOf(answer)
    onAnswer(channel, fate.state, Date.now() - decidedAt)
    if (fate.state === 'pending') return postponeDispatch(sql, dispatch, { delayMs: fate.delayMs, outcome })
    if (fate.state === 'failed') {
      const { dispatchId, deliveryId, tries } = dispatch
      log.error(
        { channel, dispatchId, deliveryId, outcome, tries: tries + 1 },
        'not delivered for good, kept',
      )
    }
    await settleDispatch(sql, dispatch, { state: fate.state, outcome })
  }

  return {
    name: loop.name,
    wake: loop.wake,
    async start() {
      cut = new AbortController()
      await loop.start()
    },
    async stop() {
      await loop.stop()
      const timer = setTimeout(() => cut.abort(), STOP_GRACE_MS)
      await Promise.all(inHand.keys())
      clearTimeout(timer)
      await Promise.all(Object.values(channels).map((channel) => channel.close()))
    },
  }
}

function countByLane(dispatches: Iterable<ClaimedDispatch>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { lane } of dispatches) counts[lane] = (counts[lane] ?? 0) + 1
  return counts
}
