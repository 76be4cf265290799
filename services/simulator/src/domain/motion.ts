import type { Position } from '@doorstep/contracts'
import { bearingInDegrees, type Line, lineLengthInMetres, pointAlong } from '@doorstep/geo'
import type { Random } from './random.ts'
import { type Slowdown, slowdownsOf } from './slowdowns.ts'

const ACCELERATION_MPS2 = 0.8
const BRAKING_MPS2 = 1.2
/** How fast one rolls the last metre up to the line. */
const ROLLING_MPS = 0.8
/** From 7 m/s one stops within 21 m. */
const LOOK_AHEAD_METRES = 30
/** Motion is reckoned in steps of this, so that its result does not depend on how often one asks. */
const STEP_MS = 100

/** How one will ride along a line. Made once; chance has no part in the riding itself. */
export interface RidePlan {
  readonly line: Line
  readonly lengthM: number
  readonly cruiseMps: number
  /** In the order in which they are reached; the last is the stop at the end. */
  readonly slowdowns: readonly Slowdown[]
}

/** Where one is on it. */
export interface Ride {
  readonly alongM: number
  readonly speedMps: number
  /** Time left to stand where one has stopped. */
  readonly waitMs: number
  /** How many of the plan's slowdowns are behind. */
  readonly passed: number
  /** Time that has passed but is less than a step. */
  readonly owedMs: number
}

export const atTheStart: Ride = { alongM: 0, speedMps: 0, waitMs: 0, passed: 0, owedMs: 0 }

export function planRide(line: Line, cruiseMps: number, random: Random): RidePlan {
  const lengthM = lineLengthInMetres(line)
  return { line, lengthM, cruiseMps, slowdowns: slowdownsOf(line, lengthM, random) }
}

export function isThere(plan: RidePlan, ride: Ride): boolean {
  return ride.passed >= plan.slowdowns.length
}

/** The ride after so much more time. */
export function advanced(plan: RidePlan, ride: Ride, elapsedMs: number): Ride {
  let now = ride
  let owedMs = ride.owedMs + elapsedMs
  for (; owedMs >= STEP_MS && !isThere(plan, now); owedMs -= STEP_MS) now = step(plan, now)
  return { ...now, owedMs: isThere(plan, now) ? 0 : owedMs }
}

export function positionOn(plan: RidePlan, ride: Ride): Position {
  return pointAlong(plan.line, ride.alongM)
}

/** The direction of the line just ahead; at its end, that of its last metre. */
export function bearingOn({ line, lengthM }: RidePlan, { alongM }: Ride): number {
  const from = Math.max(0, Math.min(alongM, lengthM - 1))
  return bearingInDegrees(pointAlong(line, from), pointAlong(line, from + 1))
}

function step(plan: RidePlan, ride: Ride): Ride {
  if (ride.waitMs > 0) return { ...ride, waitMs: Math.max(0, ride.waitMs - STEP_MS) }
  const seconds = STEP_MS / 1000
  const speedMps = Math.min(ride.speedMps + ACCELERATION_MPS2 * seconds, fastest(plan, ride))
  const alongM = ride.alongM + speedMps * seconds
  const next = plan.slowdowns[ride.passed]
  if (next === undefined || alongM < next.alongM) return { ...ride, alongM, speedMps }
  const reached = { ...ride, alongM: next.alongM, passed: ride.passed + 1 }
  return next.speedMps > 0 ? { ...reached, speedMps } : { ...reached, speedMps: 0, waitMs: next.waitMs }
}

/** The highest speed from which one can still slow down for all that is ahead. */
function fastest({ cruiseMps, slowdowns }: RidePlan, { alongM, passed }: Ride): number {
  let speedMps = cruiseMps
  for (let i = passed; i < slowdowns.length; i++) {
    const ahead = slowdowns[i]
    if (ahead === undefined || ahead.alongM - alongM > LOOK_AHEAD_METRES) break
    const metres = Math.max(0, ahead.alongM - alongM)
    const allowed = Math.sqrt(ahead.speedMps ** 2 + 2 * BRAKING_MPS2 * metres)
    speedMps = Math.min(speedMps, Math.max(ROLLING_MPS, allowed))
  }
  return speedMps
}
