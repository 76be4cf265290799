import { dwellAfter } from '@doorstep/geo'
import { isWithin } from './nearness.ts'
import type { FixRule } from './rule.ts'

/** From a geocoded address to the kerb in front of it up to 30 m, and 20 m for a phone between buildings. */
const ARRIVED_METRES = 50

/** Four reports of a phone that reports each second: a jump of the position is over by then, handing over is not. */
export const ARRIVED_DWELL_MS = 3_000

/** A rider who goes faster than one walks or runs to a door is passing by it. */
export const ARRIVED_MAX_SPEED_MPS = 3

/** At the door is who was certainly there, and still is some seconds later. Once. */
export const arrived: FixRule = {
  kind: 'arrived',
  consider(fix, { dropoff, progress: { atDoorSince, told } }) {
    if (told.arrived !== undefined) return {}
    const atDoor = isWithin(ARRIVED_METRES, dropoff, fix)
    const ridingPast = atDoor === 'so' && (fix.speedMps ?? 0) > ARRIVED_MAX_SPEED_MPS
    const { since, happenedAt } = dwellAfter(ridingPast ? 'not so' : atDoor, {
      at: fix.recordedAt,
      since: atDoorSince,
      dwellMs: ARRIVED_DWELL_MS,
    })
    return { happenedAt, remember: { atDoorSince: since } }
  },
}
