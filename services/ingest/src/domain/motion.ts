import type { Position } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'
import type { Limits } from './limits.ts'

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

export type MotionLimits = Pick<Limits, 'maxSpeedMps' | 'agreeingFixes'>

export interface Step {
  readonly plausible: boolean
  readonly motion: Motion
}

/**
 * One more sighting of a rider, judged by the speed from the last one that was believed. One that is not newer is not
 * judged: what was before and after it is not remembered.
 */
export function stepTo(motion: Motion | undefined, sighting: Sighting, limits: MotionLimits): Step {
  const { maxSpeedMps, agreeingFixes } = limits
  if (motion === undefined) return { plausible: true, motion: { last: sighting } }
  const { last, doubted } = motion
  if (sighting.recordedAt <= last.recordedAt) return { plausible: true, motion }
  if (isReachable(last, sighting, maxSpeedMps)) return { plausible: true, motion: { last: sighting } }
  if (sighting.recordedAt === doubted?.last.recordedAt) return { plausible: false, motion }

  const count =
    doubted !== undefined && isReachable(doubted.last, sighting, maxSpeedMps) ? doubted.count + 1 : 1
  if (count === agreeingFixes) return { plausible: true, motion: { last: sighting } }
  return { plausible: false, motion: { last, doubted: { last: sighting, count } } }
}

/** What is remembered after a sighting that was believed already, here or elsewhere: the newest counts. */
export function believed(motion: Motion | undefined, sighting: Sighting): Motion {
  return motion === undefined || sighting.recordedAt > motion.last.recordedAt ? { last: sighting } : motion
}

function isReachable(from: Sighting, to: Sighting, maxSpeedMps: number): boolean {
  const seconds = (to.recordedAt - from.recordedAt) / 1000
  return seconds > 0 && distanceInMetres(from, to) <= maxSpeedMps * seconds
}
