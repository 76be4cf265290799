import { type RiderAssignments, riderAssignments } from '@doorstep/contracts'
import { followTopic, type KafkaCluster } from '@doorstep/kafka'
import type { ReadinessCheck, Service } from '@doorstep/runtime'
import { type Duty, dutyOf } from './domain/duty.ts'
import { type Destination, destinationOf } from './domain/reporting.ts'
import type { DutyRoster } from './handler.ts'
import type { NextPingPorts } from './next-ping.ts'

interface Entry {
  readonly updatedAt: number
  readonly duty: Duty
  readonly stops: readonly Destination[]
}

export interface RosterTable extends DutyRoster {
  stopsOf: NextPingPorts['roster']['stopsOf']
  /** Takes a rider's record unless it is older than the one held; undefined once the rider's key was deleted. */
  apply(assignments: RiderAssignments | undefined, riderId: string): void
}

/** When riders are on duty, and where they go: the part of `rider-assignments` that a report is judged by. */
export function createDutyRoster(): RosterTable {
  const riders = new Map<string, Entry>()

  return {
    dutyOf: (riderId) => riders.get(riderId)?.duty,
    stopsOf: (riderId) => riders.get(riderId)?.stops ?? [],
    apply(assignments, riderId) {
      if (assignments === undefined) {
        riders.delete(riderId)
        return
      }
      const { updatedAt, deliveries } = assignments
      // An outbox may send again what it sent before, after something newer (ADR 0020).
      if (updatedAt < (riders.get(riderId)?.updatedAt ?? 0)) return
      riders.set(riderId, { updatedAt, duty: dutyOf(assignments), stops: deliveries.map(destinationOf) })
    },
  }
}

/** Every rider who ever had a delivery, from `rider-assignments`. Whole once started. */
export function followDutyRoster(kafka: KafkaCluster): Omit<RosterTable, 'apply'> & Service & ReadinessCheck {
  const { apply, ...table } = createDutyRoster()
  const follower = followTopic(kafka, {
    topic: riderAssignments,
    apply: (assignments, { key }) => apply(assignments, key),
  })
  return { ...follower, ...table }
}
