import type { Position } from '@doorstep/contracts'
import { assumedAccuracyM } from './accuracy.ts'
import { type Certainty, type Dwell, dwellAfter } from './dwell.ts'
import type { Line } from './line.ts'
import { projectOnLine } from './project-on-line.ts'

/** A parallel street is another way to the same place; two blocks off is not. */
export const OFF_ROUTE_METRES = 150

/** To be off again one has to have been back: well inside, so that the limit itself is no place to flap. */
export const BACK_ON_ROUTE_METRES = 75

/** At 5 m/s the way around a building site; a jump of the position is over long before. */
export const OFF_ROUTE_DWELL_MS = 30_000

interface Fix extends Position {
  readonly recordedAt: number
  readonly accuracyM?: number | undefined
}

/** Since when a rider is astray, given since when they were: it has happened once they were and still are half a minute later. */
export function astrayAfter(route: Line, fix: Fix, since: number | undefined): Dwell {
  return dwellAfter(isOff(route, fix), { at: fix.recordedAt, since, dwellMs: OFF_ROUTE_DWELL_MS })
}

function isOff(route: Line, fix: Fix): Certainty {
  const { offM } = projectOnLine(route, fix)
  const accuracyM = assumedAccuracyM(fix)
  if (offM - accuracyM > OFF_ROUTE_METRES) return 'so'
  return offM + accuracyM <= BACK_ON_ROUTE_METRES ? 'not so' : 'unsure'
}
