import type { Location, Position, RejectCode } from '@doorstep/contracts'
import { type Duty, isOnDuty } from './duty.ts'
import type { Limits } from './limits.ts'
import { type Motion, stepTo } from './motion.ts'

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
export function accept(
  location: Location,
  { duty, motion }: KnownOfRider,
  receivedAt: number,
  limits: Limits,
): Verdict {
  const code = faultOf(location, duty, receivedAt, limits)
  if (code !== undefined) return { code, motion }
  const step = stepTo(motion, location, limits)
  return step.plausible ? { motion: step.motion } : { code: 'IMPLAUSIBLE_SPEED', motion: step.motion }
}

function faultOf(
  { recordedAt, accuracyM, lat, lon }: Location,
  duty: Duty | undefined,
  receivedAt: number,
  { dutyGraceMs, maxAheadMs, maxAgeMs, maxAccuracyM }: Limits,
): RejectCode | undefined {
  if (duty !== undefined && !isOnDuty(duty, recordedAt, dutyGraceMs)) return 'OFF_DUTY'
  if (recordedAt > receivedAt + maxAheadMs) return 'FUTURE'
  if (recordedAt < receivedAt - maxAgeMs) return 'TOO_OLD'
  if (isZeroIsland({ lat, lon })) return 'ZERO_ISLAND'
  return accuracyM !== undefined && accuracyM > maxAccuracyM ? 'INACCURATE' : undefined
}

function isZeroIsland({ lat, lon }: Position): boolean {
  return Math.abs(lat) <= ZERO_ISLAND_DEGREES && Math.abs(lon) <= ZERO_ISLAND_DEGREES
}
