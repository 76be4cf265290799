import type { LocationFix } from '@doorstep/contracts'
import { type Certainty, dwellAfter } from '@doorstep/geo'
import { isWithin } from './nearness.ts'
import type { Alarm } from './rule.ts'
import { isSilentBy } from './silent.ts'
import { isUnderWay, type Standing } from './watched-delivery.ts'

/** Longer than the longest red lights, a chain put back on or a lift that is waited for. */
export const STALLED_MS = 5 * 60_000

/** Around where a rider stands, a phone between buildings wanders this far. */
export const STALLED_METRES = 60

/** A rider who is certain to be elsewhere for so long has moved on; a jump of the position is over by then. */
export const LEFT_DWELL_MS = 10_000

/**
 * The rider has been within some metres for minutes, as far as fixes tell. Timed by ingest's clock, so that neither a
 * wrong clock nor the upload of a backlog raises it; of a rider who is silent nobody knows.
 */
export const stalled: Alarm = {
  kind: 'stalled',
  dueAt(delivery) {
    const { standing } = delivery.progress
    if (standing === undefined || !isUnderWay(delivery)) return undefined
    const dueAt = standing.since + STALLED_MS
    return isSilentBy(dueAt, delivery.progress) ? undefined : dueAt
  },
}

/** Where the rider stands after a fix; undefined if the fix changes nothing. */
export function standingAfter(fix: LocationFix, before: Standing | undefined): Standing | undefined {
  const here = { lat: fix.lat, lon: fix.lon, since: fix.receivedAt }
  if (before === undefined) return here
  const { leftAt, ...stood } = before
  const gone = not(isWithin(STALLED_METRES, before, fix))
  const { since, happenedAt } = dwellAfter(gone, {
    at: fix.recordedAt,
    since: leftAt,
    dwellMs: LEFT_DWELL_MS,
  })
  if (happenedAt !== undefined) return here
  if (since === leftAt) return undefined
  return { ...stood, ...(since !== undefined && { leftAt: since }) }
}

function not(certainty: Certainty): Certainty {
  if (certainty === 'unsure') return certainty
  return certainty === 'so' ? 'not so' : 'so'
}
