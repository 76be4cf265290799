import type { LocationFix, OpenDelivery, RiderAssignments, RiderTask } from '@doorstep/contracts'
import { type Progress, progressAt } from '../domain/progress.ts'
import { riderTask } from './rider-task.ts'

/** Who carries what, and how far along each delivery is. */
export interface OpenDeliveries {
  /** Takes a rider's record if it is not older than the one held; undefined once the rider's key was deleted. */
  apply(assignments: RiderAssignments | undefined, riderId: string): void
  carrierOf(deliveryId: string): string | undefined
  /** A rider's tasks, given where the rider is. */
  tasksOf(riderId: string, fix: LocationFix | undefined): readonly RiderTask[]
}

export function createOpenDeliveries(): OpenDeliveries {
  const assigned = new Map<string, RiderAssignments>()
  const carriers = new Map<string, string>()
  const progress = new Map<string, Progress>()

  const openOf = (riderId: string) => assigned.get(riderId)?.deliveries ?? []

  function progressOf(delivery: OpenDelivery, fix: LocationFix | undefined): Progress | undefined {
    const { deliveryId, status, pickedUpAt = 0 } = delivery
    const before = progress.get(deliveryId)
    if (fix === undefined || status !== 'picked-up' || fix.recordedAt < pickedUpAt) return before
    if (fix.recordedAt <= (before?.recordedAt ?? -1)) return before
    const now = progressAt(delivery, fix, before)
    progress.set(deliveryId, now)
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
        if (!carriers.has(deliveryId)) progress.delete(deliveryId)
      }
    },
    carrierOf: (deliveryId) => carriers.get(deliveryId),
    tasksOf: (riderId, fix) =>
      openOf(riderId).map((delivery) => riderTask(delivery, progressOf(delivery, fix))),
  }
}
