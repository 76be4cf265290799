import type { Alarm } from './rule.ts'
import { type Heard, isUnderWay } from './watched-delivery.ts'

/** Three reports of the slowest phones (30 s) and twice what makes a customer's map say that the signal is lost. */
export const SILENT_MS = 90_000

/** Heard without a gap for so long, a rider who was silent may be called silent again: no alarm for each bar of a bad network. */
export const STEADY_MS = 60_000

/**
 * Judged by ingest's clock, not the phone's: it is about hearing of the rider, and a phone that uploads a backlog, or has
 * its clock wrong, is heard.
 */
export const silent: Alarm = {
  kind: 'silent',
  dueAt(delivery) {
    const { heard, told } = delivery.progress
    if (heard === undefined || !isUnderWay(delivery)) return undefined
    const trusted = told.silent === undefined || heard.at - heard.since >= STEADY_MS
    return trusted ? heard.at + SILENT_MS : undefined
  },
}

/** Whether nothing was heard of the rider for so long by then. */
export function isSilentBy(at: number, { heard }: { readonly heard?: Heard }): boolean {
  return heard === undefined || at >= heard.at + SILENT_MS
}

/** What is known after something was heard of the rider; undefined if that is no news. */
export function heardAt(receivedAt: number, before: Heard | undefined): Heard | undefined {
  if (before === undefined) return { since: receivedAt, at: receivedAt }
  if (receivedAt <= before.at) return undefined
  const gap = receivedAt - before.at >= SILENT_MS
  return { since: gap ? receivedAt : before.since, at: receivedAt }
}
