import { projectOnLine } from '@doorstep/geo'
import { assumedAccuracyM } from './nearness.ts'
import type { FixRule } from './rule.ts'

/** A parallel street is another way to the same place; two blocks off is not. */
export const OFF_ROUTE_METRES = 150

/** To be off again one has to have been back: well inside, so that the limit itself is no place to flap. */
export const BACK_ON_ROUTE_METRES = 75

/** At 5 m/s the way around a building site; a jump of the position is over long before. */
export const OFF_ROUTE_DWELL_MS = 30_000

/**
 * The rider was certainly off the route in one fix and still is in another half a minute later, with none in between that
 * is certainly on it. Again after each return.
 */
export const offRoute: FixRule = {
  kind: 'off-route',
  consider(fix, { route, progress }) {
    const { astraySince, carriedAlong, told } = progress
    if (route === undefined || carriedAlong || told.arrived !== undefined) return {}
    const { offM } = projectOnLine(route, fix)
    const accuracyM = assumedAccuracyM(fix)
    if (offM + accuracyM <= BACK_ON_ROUTE_METRES) return { remember: { astraySince: undefined } }
    if (offM - accuracyM <= OFF_ROUTE_METRES) return {}
    if (astraySince === undefined) return { remember: { astraySince: fix.recordedAt } }
    return fix.recordedAt - astraySince >= OFF_ROUTE_DWELL_MS ? { happenedAt: astraySince } : {}
  },
}
