import type { RiderAssignments } from '@doorstep/contracts'
import { newestByKey } from '@doorstep/kafka'
import { carriedBy } from './domain/stops.ts'
import type { Assignments } from './handler.ts'
import type { Stops } from './watched-deliveries.ts'

export interface AssignmentsTable extends Assignments, Stops {
  /** Takes a rider's record if it is newer; undefined once the rider's key was deleted. */
  apply(assignments: RiderAssignments | undefined, riderId: string): void
}

/** Who carries what to a customer right now: the part of `rider-assignments` that a fix is joined with. */
export function createAssignmentsTable(): AssignmentsTable {
  const riders = newestByKey(carriedBy)
  const onTheirWay = (riderId: string) => riders.of(riderId) ?? []

  return {
    onTheirWay,
    exactSince(riderId, deliveryId) {
      const carried = onTheirWay(riderId).find((delivery) => delivery.deliveryId === deliveryId)
      return carried?.exactSince ?? Number.POSITIVE_INFINITY
    },
    apply: riders.apply,
  }
}
