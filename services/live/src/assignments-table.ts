import type { OpenDelivery, RiderAssignments } from '@doorstep/contracts'
import type { Assignments } from './handler.ts'

export interface AssignmentsTable extends Assignments {
  /** Takes the newest record of a rider; undefined when the rider's key was deleted. */
  apply(assignments: RiderAssignments | undefined, riderId: string): void
}

/** Who carries what to a customer right now: the part of `rider-assignments` that a fix is joined with. */
export function createAssignmentsTable(): AssignmentsTable {
  const onTheWay = new Map<string, readonly OpenDelivery[]>()

  return {
    onTheirWay: (riderId) => onTheWay.get(riderId) ?? [],
    apply(assignments, riderId) {
      const deliveries = assignments?.deliveries.filter(({ status }) => status === 'picked-up') ?? []
      if (deliveries.length === 0) onTheWay.delete(riderId)
      else onTheWay.set(riderId, deliveries)
    },
  }
}
