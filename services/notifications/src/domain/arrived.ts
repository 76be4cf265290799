import type { LocationFix } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'
import { isWithin } from './nearness.ts'
import type { FixRule } from './rule.ts'
import type { AtDoor } from './watched-delivery.ts'

/** From a geocoded address to the kerb in front of it up to 30 m, and 20 m for a phone between buildings. */
const ARRIVED_METRES = 50

/** Four reports of a phone that reports each second: a jump of the position is over by then, handing over is not. */
export const ARRIVED_DWELL_MS = 3_000

/** A rider who goes faster than one walks or runs to a door is passing by it. */
export const ARRIVED_MAX_SPEED_MPS = 3

/** Slower than one walks: a phone's speed is right to some tenths of a metre. */
export const STANDING_MAX_SPEED_MPS = 1

/** Of a phone that measures no speed: in so long a slow cyclist is farther than a position wanders. */
export const UNMEASURED_DWELL_MS = 10_000
export const UNMEASURED_METRES = 15

/**
 * At the door is who was certainly there, and still is some seconds later, slow both times. Once. A phone that reports
 * rarely sees its rider come and then stand, with nothing between: coming is the first of the two then.
 */
export const arrived: FixRule = {
  kind: 'arrived',
  consider(fix, { dropoff, progress: { atDoor, cameToDoorAt, told } }) {
    const nearness = isWithin(ARRIVED_METRES, dropoff, fix)
    if (told.arrived !== undefined || nearness === 'unsure') return {}
    if (nearness === 'not so') return { remember: { atDoor: undefined, cameToDoorAt: undefined } }

    const { lat, lon, speedMps, recordedAt: at } = fix
    const here = { lat, lon, since: at }
    if (isPassing(fix, atDoor))
      return { remember: { atDoor: speedMps === undefined ? here : undefined, cameToDoorAt: at } }

    const { since } = atDoor ?? here
    const stayed = at - since >= (speedMps === undefined ? UNMEASURED_DWELL_MS : ARRIVED_DWELL_MS)
    const cameAndStands = stands(fix) && at - (cameToDoorAt ?? at) >= ARRIVED_DWELL_MS
    if (!stayed && !cameAndStands) return { remember: { atDoor: atDoor ?? here } }
    return { happenedAt: since, remember: { atDoor: undefined, cameToDoorAt: undefined } }
  },
}

function isPassing(fix: LocationFix, atDoor: AtDoor | undefined): boolean {
  if (fix.speedMps !== undefined) return fix.speedMps > ARRIVED_MAX_SPEED_MPS
  return atDoor !== undefined && distanceInMetres(fix, atDoor) > UNMEASURED_METRES
}

function stands({ speedMps }: LocationFix): boolean {
  return speedMps !== undefined && speedMps <= STANDING_MAX_SPEED_MPS
}
