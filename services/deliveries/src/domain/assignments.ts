import type { Delivery, OpenDelivery, PlannedStop, RiderAssignments } from '@doorstep/contracts'
import { inOrderOf } from './stops.ts'

export interface Clocks {
  /** When the rider's latest delivery ended. */
  readonly lastEndedAt: number | undefined
  readonly updatedAt: number
}

/** The rider's record as `rider-assignments` carries it: of these deliveries, those that are open, in order of their stops. */
export function assignmentsOf(
  riderId: string,
  deliveries: readonly Delivery[],
  stops: readonly PlannedStop[],
  { lastEndedAt, updatedAt }: Clocks,
): RiderAssignments {
  return {
    riderId,
    deliveries: inOrderOf(
      stops,
      deliveries.flatMap((delivery) => openDelivery(delivery) ?? []),
    ),
    stops: [...stops],
    ...(lastEndedAt !== undefined && { lastEndedAt }),
    updatedAt,
  }
}

/** What is known of a delivery while its rider carries it; undefined before and after. */
export function openDelivery(delivery: Delivery): OpenDelivery | undefined {
  const { deliveryId, status, pickup, dropoff, route, promisedAt, assignedAt, pickedUpAt } = delivery
  if (assignedAt === undefined || (status !== 'assigned' && status !== 'picked-up')) return undefined
  return {
    deliveryId,
    status,
    pickup,
    dropoff,
    ...(route !== undefined && { route }),
    ...(promisedAt !== undefined && { promisedAt }),
    assignedAt,
    ...(pickedUpAt !== undefined && { pickedUpAt }),
  }
}
