import type { Position, Route } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'

/** 16.2 km/h, what people cycling in Copenhagen make good over a whole trip (Bicycle Account 2008). */
export const CYCLING_MPS = 4.5

/** As the crow flies, at a bicycle's speed. */
export function straightRoute(from: Position, to: Position): Route {
  const distanceM = distanceInMetres(from, to)
  return { points: [positionOf(from), positionOf(to)], distanceM, durationMs: cyclingMs(distanceM) }
}

export function cyclingMs(distanceM: number): number {
  return Math.round((distanceM / CYCLING_MPS) * 1000)
}

function positionOf({ lat, lon }: Position): Position {
  return { lat, lon }
}
