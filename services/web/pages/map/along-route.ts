import type { Position } from '@doorstep/contracts'
import { type Line, lineLengthInMetres, projectOnLine, remainingRoute } from '@doorstep/geo'

/** Further off than this, and than the fix is unsure of, the rider is not on the route. */
const OFF_ROUTE_M = 30
/** GPS noise makes a standing rider go back a little; more than this is a rider who turned. */
const BACK_M = 40

/** Where a rider was measured to be. */
export interface Fix extends Position {
  readonly accuracyM?: number | undefined
}

/**
 * How far along the route a fix is, or undefined when it is off it. A route may pass a place twice: the passage that
 * comes next, after where the rider was, is taken before any other.
 */
export function alongRoute(route: Line, fix: Fix, wasAlongM?: number): number | undefined {
  const offAllowed = Math.max(OFF_ROUTE_M, fix.accuracyM ?? 0)
  if (wasAlongM !== undefined) {
    const ahead = remainingRoute(route, wasAlongM - BACK_M)
    const { alongM, offM } = projectOnLine(ahead, fix)
    if (offM <= offAllowed) return lineLengthInMetres(route) - lineLengthInMetres(ahead) + alongM
  }
  const { alongM, offM } = projectOnLine(route, fix)
  return offM <= offAllowed ? alongM : undefined
}
