import type { LocationFix, OpenDelivery, RiderAssignments, RiderTask } from '@doorstep/contracts'
import { type Course, courseAfter } from './course.ts'
import { riderTask } from './rider-task.ts'

/** Who carries what, and how each delivery is getting on. */
export interface OpenDeliveries {
  /** Takes a rider's record if it is not older than the one held; undefined once the rider's key was deleted. */
  apply(assignments: RiderAssignments | undefined, riderId: string): void
  carrierOf(deliveryId: string): string | undefined
  /** A rider's tasks, given where the rider is. */
  tasksOf(riderId: string, fix: LocationFix | undefined): readonly RiderTask[]
}

export function createOpenDeliveries(hasArrived: (deliveryId: string) => boolean): OpenDeliveries {
  const assigned = new Map<string, RiderAssignments>()
  const carriers = new Map<string, string>()
  const courses = new Map<string, Course>()

  const openOf = (riderId: string) => assigned.get(riderId)?.deliveries ?? []

  function courseOf(
    delivery: OpenDelivery,
    carried: readonly OpenDelivery[],
    fix: LocationFix | undefined,
  ): Course | undefined {
    const { deliveryId, status, pickedUpAt = 0 } = delivery
    const before = courses.get(deliveryId)
    if (fix === undefined || status !== 'picked-up' || fix.recordedAt < pickedUpAt) return before
    if (fix.recordedAt <= (before?.progress.recordedAt ?? -1)) return before
    const now = courseAfter(before, delivery, fix, {
      carriesOthers: carried.length > 1,
      hasArrived: hasArrived(deliveryId),
    })
    courses.set(deliveryId, now)
    return now
  }

  return {
    apply(assignments, riderId) {
      const known = assigned.get(riderId)
      // An outbox may send again what it sent before, after something newer (ADR 0020).
      if (assignments !== undefined && assignments.updatedAt < (known?.updatedAt ?? 0)) return
      if (assignments === undefined) assigned.delete(riderId)
      else assigned.set(riderId, assignments)
      for (const { deliveryId } of known?.deliveries ?? []) {
        if (carriers.get(deliveryId) === riderId) carriers.delete(deliveryId)
      }
      for (const { deliveryId } of openOf(riderId)) carriers.set(deliveryId, riderId)
      for (const { deliveryId } of known?.deliveries ?? []) {
        if (!carriers.has(deliveryId)) courses.delete(deliveryId)
      }
    },
    carrierOf: (deliveryId) => carriers.get(deliveryId),
    tasksOf(riderId, fix) {
      const open = openOf(riderId)
      const carried = open.filter(({ status }) => status === 'picked-up')
      return open.map((delivery) => riderTask(delivery, courseOf(delivery, carried, fix)))
    },
  }
}
