import type { LocationFix } from '@doorstep/contracts'

/** A fix, and where in its topic it stands. */
export interface ReceivedFix {
  readonly event: LocationFix
  readonly partition: number
  readonly offset: string
}

/** Of each rider only the newest, by event time; of one fix received twice, the first. */
export function newestOfEachRider(batch: readonly ReceivedFix[]): ReceivedFix[] {
  const newest = new Map<string, ReceivedFix>()
  for (const received of batch) {
    const known = newest.get(received.event.riderId)
    if (known === undefined || received.event.recordedAt > known.event.recordedAt)
      newest.set(received.event.riderId, received)
  }
  return [...newest.values()]
}

/** Where a resume starts from: opaque to clients, unique to each fix received. */
export function cursorOf({ partition, offset }: ReceivedFix): string {
  return `${partition}:${offset}`
}
