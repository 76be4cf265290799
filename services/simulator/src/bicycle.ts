import type { Position } from '@doorstep/contracts'
import type { Line } from '@doorstep/geo'
import {
  advanced,
  atTheStart,
  bearingOn,
  isThere,
  planRide,
  positionOn,
  type RidePlan,
} from './domain/motion.ts'
import type { Random } from './domain/random.ts'

/** Rides along one line after another, as time passes; stands where the last one ended. */
export interface Bicycle {
  readonly position: Position
  readonly speedMps: number
  readonly bearingDeg: number
  readonly isThere: boolean
  /** Rides from where it is to the line and along it. */
  setOut(line: Line): void
  pass(elapsedMs: number): void
}

const CRUISE_MPS = { min: 4.2, max: 6.2 }

export function createBicycle(start: Position, random: Random): Bicycle {
  const cruiseMps = random.between(CRUISE_MPS.min, CRUISE_MPS.max)
  let plan: RidePlan = planRide([start], cruiseMps, random)
  let ride = atTheStart

  return {
    get position() {
      return positionOn(plan, ride)
    },
    get speedMps() {
      return ride.speedMps
    },
    get bearingDeg() {
      return bearingOn(plan, ride)
    },
    get isThere() {
      return isThere(plan, ride)
    },
    setOut(line) {
      plan = planRide([positionOn(plan, ride), ...line], cruiseMps, random)
      ride = atTheStart
    },
    pass(elapsedMs) {
      ride = advanced(plan, ride, elapsedMs)
    },
  }
}
