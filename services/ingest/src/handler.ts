import type {
  IngestAnswer,
  Location,
  LocationFix,
  LocationReject,
  Source,
  UnusableCode,
} from '@doorstep/contracts'
import { accept } from './domain/accept.ts'
import { type Duty, isOnDuty } from './domain/duty.ts'
import { defaultLimits, type Limits } from './domain/limits.ts'
import type { Motion } from './domain/motion.ts'

/** Where accepted and refused locations go. Resolves when every in-sync replica has them all. Ordered per rider. */
export interface LocationLog {
  append(fixes: readonly LocationFix[], rejects: readonly LocationReject[]): Promise<unknown>
}

export interface DutyRoster {
  /** Undefined for a rider who never had a delivery. */
  dutyOf(riderId: string): Duty | undefined
}

export interface MotionMemory {
  get(riderId: string): Motion | undefined
  set(riderId: string, motion: Motion): void
}

export interface Report {
  readonly riderId: string
  readonly locations: readonly Location[]
  /** Why each of what else came in it is no location. Kept, without what it said, unless the rider is off duty. */
  readonly unusable?: readonly UnusableCode[]
  readonly source: Source
}

export type Taken = Omit<IngestAnswer, 'nextPingMs'>

/** Takes what a phone reports, whatever it speaks. Rejects if not all of it is known to be durable: it may be sent again. */
export type TakeLocations = (report: Report) => Promise<Taken>

export interface Ports {
  readonly log: LocationLog
  readonly roster: DutyRoster
  readonly motions: MotionMemory
  readonly now: () => number
  readonly limits?: Limits
}

/**
 * Reports of one rider are appended in the order of the calls: nothing is awaited before the log has them. Nor after it:
 * an async function keeps what it was given, and thousands of fixes wait for Kafka.
 */
export function takeLocations(ports: Ports): TakeLocations {
  const { log, roster, motions, now, limits = defaultLimits } = ports
  return ({ riderId, locations, unusable = [], source }) => {
    const receivedAt = now()
    const duty = roster.dutyOf(riderId)
    const fixes: LocationFix[] = []
    const rejects: LocationReject[] = []
    const rejected: Taken['rejected'] = []
    let motion = motions.get(riderId)

    for (const [index, location] of locations.entries()) {
      const verdict = accept(location, { duty, motion }, receivedAt, limits)
      motion = verdict.motion
      const { code } = verdict
      if (code === undefined) {
        fixes.push({ ...location, riderId, receivedAt, source })
        continue
      }
      rejected.push({ index, code })
      if (code !== 'OFF_DUTY') rejects.push({ riderId, code, receivedAt, source, location })
    }

    if (duty === undefined || isOnDuty(duty, receivedAt, limits.dutyGraceMs))
      for (const code of unusable) rejects.push({ riderId, code, receivedAt, source })

    if (motion !== undefined) motions.set(riderId, motion)
    const taken: Taken = { accepted: fixes.length, rejected }
    return log.append(fixes, rejects).then(() => taken)
  }
}
