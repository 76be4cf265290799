import type { RiderAssignments } from '@doorstep/contracts'

/** When a rider had deliveries, as far as it is known. */
export interface Duty {
  /** When the earliest of the open deliveries was assigned; absent if none is open. */
  readonly openSince?: number
  /** When the latest of the others ended; absent if none ever did. */
  readonly lastEndedAt?: number
}

/**
 * Whether where the rider was then is ours to know. By event time: what a phone saved up during a delivery is still
 * taken an hour later, what it saved up between two is not. A rider who never ended a delivery is on duty.
 */
export function isOnDuty({ openSince, lastEndedAt }: Duty, recordedAt: number, graceMs: number): boolean {
  if (lastEndedAt === undefined || recordedAt <= lastEndedAt + graceMs) return true
  return openSince !== undefined && recordedAt >= openSince - graceMs
}

export function dutyOf({ deliveries, lastEndedAt }: RiderAssignments): Duty {
  return {
    ...(deliveries.length > 0 && { openSince: Math.min(...deliveries.map(({ assignedAt }) => assignedAt)) }),
    ...(lastEndedAt !== undefined && { lastEndedAt }),
  }
}
