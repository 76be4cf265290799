import type { Position } from '@doorstep/contracts'
import { ridden, straightRoute } from './domain/route.ts'
import type { Router } from './ways.ts'

export interface Streets {
  /** The shortest way, or undefined if either end is off the streets it knows. */
  findRoute(
    from: Position,
    to: Position,
  ): { readonly points: readonly Position[]; readonly distanceM: number } | undefined
}

/** Along streets where they are known, else a straight line. */
export function createRouter(streets: Streets): Router {
  return async (from, to) => {
    const way = streets.findRoute(from, to)
    return way === undefined ? straightRoute(from, to) : ridden(way.points, way.distanceM)
  }
}
