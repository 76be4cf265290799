import type { LocationFix, Position } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'
import type { Certainty } from './dwell.ts'

/** Of a fix that does not say how accurate it is: what a phone manages between buildings. */
const ASSUMED_ACCURACY_M = 20

type Measured = Pick<LocationFix, 'accuracyM'>

export function assumedAccuracyM({ accuracyM = ASSUMED_ACCURACY_M }: Measured): number {
  return accuracyM
}

/**
 * Whether a fix is within so many metres of a place, its accuracy taken off and added on: a fix 40 m away and accurate
 * to 90 m may be anywhere between the door and the next street, so it is `unsure` and no reason to notify.
 */
export function isWithin(metres: number, place: Position, fix: Position & Measured): Certainty {
  const distanceM = distanceInMetres(fix, place)
  const accuracyM = assumedAccuracyM(fix)
  if (distanceM + accuracyM <= metres) return 'so'
  return distanceM - accuracyM > metres ? 'not so' : 'unsure'
}
