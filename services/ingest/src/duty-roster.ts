import { type RiderAssignments, riderAssignments } from '@doorstep/contracts'
import { followTopic, type KafkaCluster } from '@doorstep/kafka'
import type { ReadinessCheck, Service } from '@doorstep/runtime'
import { type Duty, dutyOf } from './domain/duty.ts'
import type { DutyRoster } from './handler.ts'

/** Every rider who ever had a delivery, from `rider-assignments`. Whole once started. */
export function followDutyRoster(kafka: KafkaCluster): DutyRoster & Service & ReadinessCheck {
  const duties = new Map<string, Duty & { readonly updatedAt: number }>()
  const table = followTopic(kafka, {
    topic: riderAssignments,
    apply(assignments: RiderAssignments | undefined, { key }) {
      if (assignments === undefined) duties.delete(key)
      else if (assignments.updatedAt >= (duties.get(key)?.updatedAt ?? 0))
        duties.set(key, { ...dutyOf(assignments), updatedAt: assignments.updatedAt })
    },
  })
  return { ...table, dutyOf: (riderId) => duties.get(riderId) }
}
