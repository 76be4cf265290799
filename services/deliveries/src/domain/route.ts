import type { Position, Route } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'

/** 16.2 km/h, what people cycling in Copenhagen make good over a whole trip (Bicycle Account 2008). */
export const CYCLING_MPS = 4.5

/** A line of so many metres, ridden at a bicycle's speed. */
export function ridden(points: readonly Position[], distanceM: number): Route {
  const durationMs = Math.round((distanceM / CYCLING_MPS) * 1000)
  return { points: points.map(({ lat, lon }) => ({ lat, lon })), distanceM, durationMs }
}

/** As the crow flies. */
export function straightRoute(from: Position, to: Position): Route {
  return ridden([from, to], distanceInMetres(from, to))
}
