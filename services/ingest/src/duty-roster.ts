import { type RiderAssignments, riderAssignments } from '@doorstep/contracts'
import { followTopic, type KafkaCluster, newestByKey } from '@doorstep/kafka'
import type { ReadinessCheck, Service } from '@doorstep/runtime'
import { dutyOf } from './domain/duty.ts'
import { destinationOf } from './domain/reporting.ts'
import type { DutyRoster } from './handler.ts'
import type { NextPingPorts } from './next-ping.ts'

export interface RosterTable extends DutyRoster {
  stopsOf: NextPingPorts['roster']['stopsOf']
  /** Takes a rider's record unless it is older than the one held; undefined once the rider's key was deleted. */
  apply(assignments: RiderAssignments | undefined, riderId: string): void
}

/** When riders are on duty, and where they go: the part of `rider-assignments` that a report is judged by. */
export function createDutyRoster(): RosterTable {
  const riders = newestByKey((assignments: RiderAssignments) => ({
    duty: dutyOf(assignments),
    stops: assignments.deliveries.map(destinationOf),
  }))

  return {
    dutyOf: (riderId) => riders.of(riderId)?.duty,
    stopsOf: (riderId) => riders.of(riderId)?.stops ?? [],
    apply: riders.apply,
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
