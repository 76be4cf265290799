import type { LocationFix, Position } from '@doorstep/contracts'
import { projectOnLine } from '@doorstep/geo'
import { type Certainty, dwellAfter } from './dwell.ts'
import { assumedAccuracyM } from './nearness.ts'
import type { FixRule } from './rule.ts'

/** A parallel street is another way to the same place; two blocks off is not. */
export const OFF_ROUTE_METRES = 150

/** To be off again one has to have been back: well inside, so that the limit itself is no place to flap. */
export const BACK_ON_ROUTE_METRES = 75

/** At 5 m/s the way around a building site; a jump of the position is over long before. */
export const OFF_ROUTE_DWELL_MS = 30_000

/** The rider was certainly off the route, and still is half a minute later. Again after each return. */
export const offRoute: FixRule = {
  kind: 'off-route',
  consider(fix, { route, progress: { astraySince, carriedAlong, told } }) {
    if (route === undefined || carriedAlong || told.arrived !== undefined) return {}
    const { since, happenedAt } = dwellAfter(isOff(route, fix), {
      at: fix.recordedAt,
      since: astraySince,
      dwellMs: OFF_ROUTE_DWELL_MS,
    })
    return { happenedAt, remember: { astraySince: since } }
  },
}

function isOff(route: readonly Position[], fix: LocationFix): Certainty {
  const { offM } = projectOnLine(route, fix)
  const accuracyM = assumedAccuracyM(fix)
  if (offM - accuracyM > OFF_ROUTE_METRES) return 'so'
  return offM + accuracyM <= BACK_ON_ROUTE_METRES ? 'not so' : 'unsure'
}
