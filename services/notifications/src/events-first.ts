import type { LocationFix } from '@doorstep/contracts'
import type { GroupProgress, Handler, TopicEnds } from '@doorstep/kafka'
import { UnavailableError } from '@doorstep/runtime'

/** Fixes that ingest took within this time are live: the events they belong to are being handled beside them. */
export const LIVE_WITHIN_MS = 5_000

export interface EventsFirstOptions {
  /** Of this group with `delivery-events`. */
  readonly events: Pick<GroupProgress, 'ends' | 'hasPassed'>
  readonly now?: () => number
}

/**
 * When we catch up, fixes could be handled long before the event that says whose way they are on, and notify of
 * nothing. So fixes that are not live wait until every event written before is handled. Rejects as retryable.
 */
export function eventsFirst(
  handler: Handler<LocationFix>,
  { events, now = Date.now }: EventsFirstOptions,
): Handler<LocationFix> {
  /** Every event that was written before this is handled. */
  let handledUntil = 0
  let awaited: { readonly asOf: number; readonly ends: TopicEnds } | undefined

  async function handledBefore(receivedAt: number): Promise<boolean> {
    if (receivedAt <= handledUntil) return true
    if (awaited === undefined || awaited.asOf < receivedAt)
      awaited = { asOf: now(), ends: await events.ends() }
    const { asOf, ends } = awaited
    if (!(await events.hasPassed(ends))) return false
    handledUntil = Math.max(handledUntil, asOf)
    return true
  }

  return async (batch, context) => {
    const live = now() - LIVE_WITHIN_MS
    const notLive = batch.map(({ event }) => event.receivedAt).filter((receivedAt) => receivedAt <= live)
    if (notLive.length > 0 && !(await handledBefore(Math.max(...notLive))))
      throw new UnavailableError('delivery-events is not read up to these fixes yet')
    await handler(batch, context)
  }
}
