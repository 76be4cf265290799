import type { RiderTask, WorkingRider } from '@doorstep/contracts'
import { type Freshness, freshnessOf } from '../../live/freshness.ts'

/** What a rider does, as far as their tasks say. */
export type Activity = 'carrying' | 'fetching' | 'free'

/** How a rider stands at one moment. */
export interface Standing {
  readonly activity: Activity
  /** By how much the latest of their deliveries will be, or is, late. */
  readonly lateByMs?: number
  /** With something to deliver, and not heard of. */
  readonly isSilent: boolean
  /** Since when the server finds them off the route of a delivery that they carry. */
  readonly offRouteSince?: number
  /** Absent while nobody knows where they are. */
  readonly freshness?: Freshness
  readonly ageMs?: number
}

/** A phone that was given its first delivery may need so long to be heard. */
const FIRST_WORD_MS = 60_000

export function standingOf({ tasks, fix }: WorkingRider, now: number): Standing {
  const fixAt = fix?.recordedAt
  const freshness = freshnessOf({ fixAt }, now)
  const lateByMs = Math.max(...tasks.map((task) => lateBy(task, now) ?? 0))
  const offRouteSince = Math.min(...tasks.map((task) => task.offRouteSince ?? Number.POSITIVE_INFINITY))
  return {
    activity: activityOf(tasks),
    isSilent: tasks.length > 0 && isUnheard(tasks, freshness, now),
    ...(lateByMs > 0 && { lateByMs }),
    ...(Number.isFinite(offRouteSince) && { offRouteSince }),
    ...(freshness && { freshness }),
    ...(fixAt !== undefined && { ageMs: Math.max(0, now - fixAt) }),
  }
}

/** Who needs somebody: they are listed first, and must not be overlooked on the map. */
export const standsOut = ({ lateByMs, isSilent, offRouteSince }: Standing): boolean =>
  lateByMs !== undefined || isSilent || offRouteSince !== undefined

/**
 * By how much a delivery misses its promise at best: the earliest arrival, or while it is not picked up the way it still
 * has to go, begun now. Undefined while it can be on time.
 */
export function lateBy(
  { promisedAt, arrival, rideMs = 0, status }: RiderTask,
  now: number,
): number | undefined {
  if (promisedAt === undefined) return undefined
  const earliestAt = status === 'assigned' ? now + rideMs : Math.max(now, arrival?.earliestAt ?? now)
  return earliestAt > promisedAt ? earliestAt - promisedAt : undefined
}

function activityOf(tasks: readonly RiderTask[]): Activity {
  if (tasks.length === 0) return 'free'
  return tasks.some(({ status }) => status === 'picked-up') ? 'carrying' : 'fetching'
}

function isUnheard(tasks: readonly RiderTask[], freshness: Freshness | undefined, now: number): boolean {
  if (freshness !== undefined) return freshness.kind === 'lost'
  return tasks.some(({ assignedAt }) => now - assignedAt > FIRST_WORD_MS)
}
