import type { Position } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'

export interface Sighting extends Position {
  readonly recordedAt: number
}

/** What is remembered of how a rider moves. */
export interface Motion {
  /** The newest that was believed. */
  readonly last: Sighting
  /** Those since then that were too far from it, but not from one another. */
  readonly doubted?: { readonly last: Sighting; readonly count: number }
}

export interface Step {
  readonly plausible: boolean
  readonly motion: Motion
}

/** 216 km/h: a courier's train is slower, a GPS that jumps is faster. */
export const MAX_SPEED_MPS = 60

/** So many in a row that agree are right and the one believed was wrong: else one bad fix would lock its rider out. */
export const AGREEING_SIGHTINGS = 5

/**
 * One more sighting of a rider, judged by the speed from the last one that was believed. One that is not newer is not
 * judged: what was before and after it is not remembered.
 */
export function stepTo(motion: Motion | undefined, sighting: Sighting): Step {
  if (motion === undefined) return { plausible: true, motion: { last: sighting } }
  const { last, doubted } = motion
  if (sighting.recordedAt <= last.recordedAt) return { plausible: true, motion }
  if (isReachable(last, sighting)) return { plausible: true, motion: { last: sighting } }
  if (sighting.recordedAt === doubted?.last.recordedAt) return { plausible: false, motion }

  const count = doubted !== undefined && isReachable(doubted.last, sighting) ? doubted.count + 1 : 1
  if (count === AGREEING_SIGHTINGS) return { plausible: true, motion: { last: sighting } }
  return { plausible: false, motion: { last, doubted: { last: sighting, count } } }
}

function isReachable(from: Sighting, to: Sighting): boolean {
  const seconds = (to.recordedAt - from.recordedAt) / 1000
  return seconds > 0 && distanceInMetres(from, to) <= MAX_SPEED_MPS * seconds
}
