import type {
  LocationFix,
  OperationsChanges,
  OperationsSnapshot,
  RiderAssignments,
  RiderTask,
  TrackedDelivery,
  UnassignedDelivery,
} from '@doorstep/contracts'
import type { DeliveryListener } from '../deliveries-table.ts'
import { defined } from '../domain/defined.ts'
import type { LiveDelivery } from '../domain/live-delivery.ts'
import { boardTables, changesOf, snapshotOf } from './board-tables.ts'
import { createOpenDeliveries } from './open-deliveries.ts'
import { saysTheSame } from './rider-task.ts'

/** A rider without a delivery who was not heard of for so long is not at work. */
export const AT_WORK_MS = 15 * 60_000

/**
 * Everybody at work and every delivery that waits, as it is now, and what is different since any version of it. Applying
 * again what was applied, or something older, changes nothing.
 */
export interface RidersBoard extends Pick<DeliveryListener, 'deliveryChanged' | 'forgotten'> {
  readonly version: number
  applyFix(fix: LocationFix): void
  applyAssignments(assignments: RiderAssignments | undefined, riderId: string): void
  /** A rider who is not shown any more, whatever is applied. */
  erase(riderId: string): void
  /** Takes into account what was applied. Not at once with each: of a hundred fixes of a rider only the newest counts. */
  settle(): void
  snapshot(): OperationsSnapshot
  /** Undefined when so much has happened since that only a snapshot tells all. */
  changesSince(version: number): OperationsChanges | undefined
  forgetOld(): void
}

interface RidersBoardOptions {
  readonly deliveries: { find(deliveryId: string): LiveDelivery | undefined }
  readonly now: () => number
}

export function createRidersBoard({ deliveries, now }: RidersBoardOptions): RidersBoard {
  const tables = boardTables()
  const { versions, riders, fixes, unassigned } = tables
  const open = createOpenDeliveries(hasArrived)
  const unsettled = new Set<string>()
  const erased = new Set<string>()

  function hasArrived(deliveryId: string): boolean {
    return deliveries.find(deliveryId)?.notifications.some(({ kind }) => kind === 'arrived') === true
  }

  const isOutOfTime = ({ recordedAt }: LocationFix) => now() - recordedAt > AT_WORK_MS

  function settleRider(riderId: string): void {
    const fix = fixes.get(riderId)
    const tasks = [...open.tasksOf(riderId, fix)]
    const isAtWork = tasks.length > 0 || (fix !== undefined && !isOutOfTime(fix))
    if (!isAtWork || erased.has(riderId)) {
      riders.delete(riderId)
      fixes.delete(riderId)
      return
    }
    const known = riders.get(riderId)
    const rider = { riderId, tasks, ...defined({ name: nameIn(tasks) ?? known?.name }) }
    if (known === undefined || !saysTheSame(known, rider)) riders.set(riderId, rider)
  }

  /** A rider's name is told with their deliveries only. */
  function nameIn(tasks: readonly RiderTask[]): string | undefined {
    const names = tasks.map(({ deliveryId }) => deliveries.find(deliveryId)?.tracked.riderName)
    return names.find((name) => name !== undefined)
  }

  function settle(): void {
    for (const riderId of unsettled) settleRider(riderId)
    unsettled.clear()
  }

  return {
    get version() {
      return versions.current
    },
    applyFix(fix) {
      const known = fixes.get(fix.riderId)
      if (known !== undefined && fix.recordedAt <= known.recordedAt) return
      fixes.set(fix.riderId, fix)
      unsettled.add(fix.riderId)
    },
    applyAssignments(assignments, riderId) {
      open.apply(assignments, riderId)
      unsettled.add(riderId)
    },
    deliveryChanged({ tracked }) {
      if (tracked.status === 'created') unassigned.set(tracked.deliveryId, unassignedOf(tracked))
      else unassigned.delete(tracked.deliveryId)
      const riderId = open.carrierOf(tracked.deliveryId)
      if (riderId !== undefined) unsettled.add(riderId)
    },
    forgotten: unassigned.delete,
    erase(riderId) {
      erased.add(riderId)
      unsettled.add(riderId)
    },
    settle,
    snapshot: () => snapshotOf(tables, now()),
    changesSince: (version) => changesOf(tables, version, now()),
    forgetOld() {
      for (const fix of fixes.values()) if (isOutOfTime(fix)) unsettled.add(fix.riderId)
      settle()
    },
  }
}

function unassignedOf(delivery: TrackedDelivery): UnassignedDelivery {
  const { deliveryId, pickup, dropoff, promisedAt, createdAt } = delivery
  return { deliveryId, pickup, dropoff, createdAt, ...defined({ promisedAt }) }
}
