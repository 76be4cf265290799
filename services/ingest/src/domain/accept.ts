import { LOCATION_RETENTION_MS, type Location, type Position, type RejectCode } from '@doorstep/contracts'
import { type Duty, isOnDuty } from './duty.ts'
import { type Motion, stepTo } from './motion.ts'

/** A phone's clock may run ahead of ours by so much. Further ahead, its fix would sort after every later one. */
export const MAX_AHEAD_MS = 60_000

/** A circle in which a customer's street can no longer be told from the next. */
export const MAX_ACCURACY_M = 100

/** 0° north, 0° east is what a phone without a fix reports; open sea for kilometres around. */
export const ZERO_ISLAND_DEGREES = 0.01

/** What is known of a rider when one of their locations arrives. */
export interface KnownOfRider {
  /** Absent: has never had a delivery. */
  readonly duty?: Duty | undefined
  /** Absent: no fix of theirs is remembered. */
  readonly motion?: Motion | undefined
}

export interface Verdict {
  /** Why it is refused for good; absent if it is accepted. */
  readonly code?: RejectCode
  /** What to remember of the rider's motion from now on. */
  readonly motion: Motion | undefined
}

/** Whether a location becomes a fix. `OFF_DUTY` comes first: such a one is not even kept among the rejects. */
export function accept(location: Location, { duty, motion }: KnownOfRider, receivedAt: number): Verdict {
  const code = faultOf(location, duty, receivedAt)
  if (code !== undefined) return { code, motion }
  const step = stepTo(motion, location)
  return step.plausible ? { motion: step.motion } : { code: 'IMPLAUSIBLE_SPEED', motion: step.motion }
}

function faultOf(location: Location, duty: Duty | undefined, receivedAt: number): RejectCode | undefined {
  const { recordedAt, accuracyM } = location
  if (duty !== undefined && !isOnDuty(duty, recordedAt)) return 'OFF_DUTY'
  if (recordedAt > receivedAt + MAX_AHEAD_MS) return 'FUTURE'
  if (recordedAt < receivedAt - LOCATION_RETENTION_MS) return 'TOO_OLD'
  if (isZeroIsland(location)) return 'ZERO_ISLAND'
  return accuracyM !== undefined && accuracyM > MAX_ACCURACY_M ? 'INACCURATE' : undefined
}

function isZeroIsland({ lat, lon }: Position): boolean {
  return Math.abs(lat) <= ZERO_ISLAND_DEGREES && Math.abs(lon) <= ZERO_ISLAND_DEGREES
}
