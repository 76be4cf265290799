import type { LocationFix, Position } from '@doorstep/contracts'
import { assumedAccuracyM, type Certainty, distanceInMetres } from '@doorstep/geo'

type Measured = Pick<LocationFix, 'accuracyM'>

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
