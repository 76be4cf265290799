import { nearnessTo } from './nearness.ts'
import type { FixRule } from './rule.ts'

/** From a geocoded address to the kerb in front of it up to 30 m, and 20 m for a phone between buildings. */
const ARRIVED_METRES = 50

/** Four reports of a phone that reports each second: a jump of the position is over by then, handing over is not. */
export const ARRIVED_DWELL_MS = 3_000

/** A rider who goes faster than one walks or runs to a door is passing by it. */
export const ARRIVED_MAX_SPEED_MPS = 3

/**
 * At the door is who was certainly there in one fix and still is in another some seconds later, with no fix in between
 * that is certainly elsewhere. Fixes that leave it open change nothing. Once.
 */
export const arrived: FixRule = {
  kind: 'arrived',
  consider(fix, { dropoff, progress: { atDoorSince, told } }) {
    if (told.arrived !== undefined) return {}
    const nearness = nearnessTo(dropoff, ARRIVED_METRES, fix)
    if (nearness === 'unsure') return {}
    const ridingPast = (fix.speedMps ?? 0) > ARRIVED_MAX_SPEED_MPS
    if (nearness === 'outside' || ridingPast) return { remember: { atDoorSince: undefined } }
    if (atDoorSince === undefined) return { remember: { atDoorSince: fix.recordedAt } }
    return fix.recordedAt - atDoorSince >= ARRIVED_DWELL_MS ? { happenedAt: atDoorSince } : {}
  },
}
