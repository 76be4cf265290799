import type { LocationFix } from '@doorstep/contracts'
import type { Handler } from '@doorstep/kafka'
import { coarsePosition, type LivePosition, livePosition, progressOf } from './domain/live-position.ts'
import { cursorOf, newestOfEachRider, type ReceivedFix } from './domain/newest.ts'
import { progressAt } from './domain/progress.ts'
import type { Carried } from './domain/stops.ts'
import { maySee } from './domain/visibility.ts'

export interface Assignments {
  /** The deliveries the rider has picked up and not yet handed over, in the order of their stops. */
  onTheirWay(riderId: string): readonly Carried[]
}

export interface LivePositionStore {
  /** For each delivery the newest position shown, if any. */
  newest(deliveryIds: readonly string[]): Promise<readonly (LivePosition | undefined)[]>
  /** Shows each position, unless one recorded as late or later has been shown of its delivery. Answers how many it showed. */
  show(positions: readonly DeliveryPosition[]): Promise<number>
}

export interface DeliveryPosition {
  readonly deliveryId: string
  readonly position: LivePosition
}

/**
 * Shows customers where their rider is. Of a batch only the newest fix of each rider counts, so that after a pause everybody
 * is where they are and not where they were. Idempotent: what has been shown, or is older, is not shown again.
 */
export function showPositions(assignments: Assignments, store: LivePositionStore): Handler<LocationFix> {
  return async (batch) => {
    const sightings = newestOfEachRider(batch).flatMap((received) =>
      assignments
        .onTheirWay(received.event.riderId)
        .filter((delivery) => maySee(delivery, received.event.recordedAt))
        .map((delivery) => ({ delivery, received })),
    )
    if (sightings.length === 0) return

    const before = await store.newest(sightings.map(({ delivery }) => delivery.deliveryId))
    await store.show(
      sightings.map(({ delivery, received }, at) => ({
        deliveryId: delivery.deliveryId,
        position: positionOf(delivery, received, before[at]),
      })),
    )
  }
}

function positionOf(
  delivery: Carried,
  received: ReceivedFix,
  before: LivePosition | undefined,
): LivePosition {
  if (received.event.recordedAt < delivery.exactSince)
    return coarsePosition(received.event, cursorOf(received))
  const progress = progressAt(delivery, received.event, before && progressOf(before))
  return livePosition(received.event, cursorOf(received), progress)
}
