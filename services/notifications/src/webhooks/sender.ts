import type { Sql } from '@doorstep/postgres'
import type { Logger, Service } from '@doorstep/runtime'
import { type Answer, fateAfter, outcomeOf, standardSchedule } from '../domain/webhook-fate.ts'
import { webhookMessage } from '../domain/webhook-message.ts'
import { createLoop, type Loop } from '../loop.ts'
import {
  type ClaimedWebhook,
  claimWebhooks,
  disableWebhook,
  postponeWebhook,
  releaseWebhook,
  settleWebhook,
} from '../store/webhooks.ts'
import { POST_TIMEOUT_MS, type Poster } from './post.ts'

export interface SenderOptions {
  readonly sql: Sql
  readonly poster: Poster
  /** Milliseconds before each try, the first included. */
  readonly schedule?: readonly number[]
  readonly log: Logger
  /** A try was answered: with this, that long after the notification was decided. */
  readonly onAnswer?: (state: string, sinceDecidedMs: number) => void
}

/** How late a try is at most when nobody tells that it is due. */
const POLL_MS = 1_000

/** Enough for 64 receivers that hang at once and still room for others; a waiting socket costs little. */
const MAX_IN_HAND = 512
/** A receiver that hangs holds this many places for 15 s, and no others. */
const MAX_IN_HAND_PER_HOST = 8

const LEASE_MS = 2 * POST_TIMEOUT_MS

/** What is in hand gets this long when the process stops; then it is left for the next one to send again. */
const STOP_GRACE_MS = 3_000

/** Sends webhooks that are due: at-least-once, as a receiver may have taken one whose answer was lost. Restart-safe. */
export function createSender(options: SenderOptions): Service & Pick<Loop, 'wake'> {
  const { sql, poster, schedule = standardSchedule, log, onAnswer = () => {} } = options
  const inHand = new Map<Promise<void>, ClaimedWebhook>()
  let cut = new AbortController()

  const loop = createLoop({
    name: 'webhook sender',
    everyMs: POLL_MS,
    log,
    async step() {
      const total = MAX_IN_HAND - inHand.size
      if (total === 0) return false
      const perHost = { perHost: MAX_IN_HAND_PER_HOST, inHand: countByHost(inHand.values()) }
      for (const webhook of await claimWebhooks(sql, { total, ...perHost, leaseMs: LEASE_MS })) take(webhook)
      return false
    },
  })

  function take(webhook: ClaimedWebhook): void {
    const work = tryOnce(webhook)
      .catch((err: unknown) => {
        log.warn({ err, notificationId: webhook.notificationId }, 'outcome not kept, will be tried again')
      })
      .finally(() => {
        inHand.delete(work)
        loop.wake()
      })
    inHand.set(work, webhook)
  }

  async function tryOnce(webhook: ClaimedWebhook): Promise<void> {
    const { notificationId: id, url } = webhook
    const answer = await poster.post({ id, url, body: webhookMessage(webhook) }, cut.signal)
    if (cut.signal.aborted && 'failure' in answer) return releaseWebhook(sql, webhook)
    await conclude(webhook, answer)
  }

  async function conclude(webhook: ClaimedWebhook, answer: Answer): Promise<void> {
    const fate = fateAfter(answer, { made: webhook.tries + 1, schedule, random: Math.random() })
    const outcome = outcomeOf(answer)
    onAnswer(fate.state, Date.now() - webhook.decidedAt)
    if (fate.state === 'pending') return postponeWebhook(sql, webhook, { delayMs: fate.delayMs, outcome })
    if (fate.state === 'disabled') return disableWebhook(sql, webhook, outcome)
    if (fate.state === 'failed') {
      const { deliveryId, notificationId, host } = webhook
      log.error({ deliveryId, notificationId, host, outcome, tries: webhook.tries + 1 }, 'webhook failed')
    }
    await settleWebhook(sql, webhook, { state: fate.state, outcome })
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
      await poster.close()
    },
  }
}

function countByHost(webhooks: Iterable<ClaimedWebhook>): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { host } of webhooks) counts[host] = (counts[host] ?? 0) + 1
  return counts
}
