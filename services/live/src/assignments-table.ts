import type { OpenDelivery, RiderAssignments } from '@doorstep/contracts'
import type { Assignments } from './handler.ts'

export interface AssignmentsTable extends Assignments {
  /** Takes a rider's record if it is newer; undefined once the rider's key was deleted. */
  apply(assignments: RiderAssignments | undefined, riderId: string): void
}

interface OnTheWay {
  readonly updatedAt: number
  readonly deliveries: readonly OpenDelivery[]
}

/** Who carries what to a customer right now: the part of `rider-assignments` that a fix is joined with. */
export function createAssignmentsTable(): AssignmentsTable {
  const riders = new Map<string, OnTheWay>()

  return {
    onTheirWay: (riderId) => riders.get(riderId)?.deliveries ?? [],
    apply(assignments, riderId) {
      if (assignments === undefined) {
        riders.delete(riderId)
        return
      }
      const { updatedAt, deliveries } = assignments
      // An outbox may send again what it sent before, after something newer (ADR 0020).
      if (updatedAt < (riders.get(riderId)?.updatedAt ?? 0)) return
      riders.set(riderId, {
        updatedAt,
        deliveries: deliveries.filter(({ status }) => status === 'picked-up'),
      })
    },
  }
}
