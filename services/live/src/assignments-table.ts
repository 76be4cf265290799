import type { RiderAssignments } from '@doorstep/contracts'
import { newestByKey } from '@doorstep/kafka'
import type { Assignments } from './handler.ts'

export interface AssignmentsTable extends Assignments {
  /** Takes a rider's record if it is newer; undefined once the rider's key was deleted. */
  apply(assignments: RiderAssignments | undefined, riderId: string): void
}

/** Who carries what to a customer right now: the part of `rider-assignments` that a fix is joined with. */
export function createAssignmentsTable(): AssignmentsTable {
  const riders = newestByKey(({ deliveries }: RiderAssignments) =>
    deliveries.filter(({ status }) => status === 'picked-up'),
  )
  return { onTheirWay: (riderId) => riders.of(riderId) ?? [], apply: riders.apply }
}
