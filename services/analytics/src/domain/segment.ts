import type { LocationFix } from '@doorstep/contracts'
import { segmentLengthInMetres } from '@doorstep/geo'

/** What of a fix decides about the segments at it. */
export type Reading = Pick<LocationFix, 'recordedAt' | 'lat' | 'lon' | 'accuracyM' | 'speedMps'>

/** What happened between a fix and the one before it of the same rider. */
export interface Segment {
  readonly distanceMm: number
  readonly movingMs: number
  readonly stoppedMs: number
}

/** Where nothing is known: before a first fix, or where the one before is too far away in time or in place. */
export const noSegment: Segment = { distanceMm: 0, movingMs: 0, stoppedMs: 0 }

/** A rider who reports as rarely as can be asked reports ten times within it. */
export const LONGEST_SEGMENT_MS = 5 * 60_000

/** As fast as `ingest` believes. */
const FASTEST_MPS = 60

/** Slower than anybody walks. */
const STANDING_BELOW_MPS = 0.5

/** A usual phone among houses. */
const UNTOLD_ACCURACY_M = 15

export function segmentBetween(from: Reading, to: Reading): Segment {
  const ms = to.recordedAt - from.recordedAt
  if (ms > LONGEST_SEGMENT_MS) return noSegment
  const meanMps = (distanceBetween(from, to) * 1000) / ms
  if (meanMps > FASTEST_MPS) return noSegment
  const movingMs = Math.round(ms * movingShare(from, to, meanMps))
  return { distanceMm: Math.round(meanMps * ms), movingMs, stoppedMs: ms - movingMs }
}

/**
 * Phones measure speed to a decimetre a second but positions to metres, so speed says how far it was, within what the
 * positions allow, wrong as they may be: no less than the straight line, and no more than two sides of a block for it.
 * Without speeds, the straight line.
 */
function distanceBetween(from: Reading, to: Reading): number {
  const straightM = segmentLengthInMetres(from, to)
  if (from.speedMps === undefined || to.speedMps === undefined) return straightM
  const errorM = (from.accuracyM ?? UNTOLD_ACCURACY_M) + (to.accuracyM ?? UNTOLD_ACCURACY_M)
  const seconds = (to.recordedAt - from.recordedAt) / 1000
  const bySpeedM = ((from.speedMps + to.speedMps) / 2) * seconds
  return Math.max(straightM - errorM, Math.min(bySpeedM, straightM * Math.SQRT2 + errorM))
}

/** Each end speaks for its half of the time; if neither moves, or does not say, what lies between decides. */
function movingShare(from: Reading, to: Reading, meanMps: number): number {
  const moves = ({ speedMps = 0 }: Reading) => (speedMps >= STANDING_BELOW_MPS ? 0.5 : 0)
  const share = from.speedMps === undefined || to.speedMps === undefined ? 0 : moves(from) + moves(to)
  if (share > 0) return share
  return meanMps >= STANDING_BELOW_MPS ? 1 : 0
}
