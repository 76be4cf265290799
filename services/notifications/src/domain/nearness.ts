import type { LocationFix, Position } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'

/** Of a fix that does not say how accurate it is: what a phone manages between buildings. */
const ASSUMED_ACCURACY_M = 20

export type Nearness = 'inside' | 'outside' | 'unsure'

type Measured = Pick<LocationFix, 'accuracyM'>

export function assumedAccuracyM({ accuracyM = ASSUMED_ACCURACY_M }: Measured): number {
  return accuracyM
}

/**
 * Whether a fix is within so many metres of a place, its accuracy taken off and added on: a fix 40 m away and accurate
 * to 90 m may be anywhere between the door and the next street, so it is `unsure` and no reason to notify.
 */
export function nearnessTo(place: Position, withinM: number, fix: Position & Measured): Nearness {
  const distanceM = distanceInMetres(fix, place)
  const accuracyM = assumedAccuracyM(fix)
  if (distanceM + accuracyM <= withinM) return 'inside'
  return distanceM - accuracyM > withinM ? 'outside' : 'unsure'
}
