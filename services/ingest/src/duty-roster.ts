import { type RiderAssignments, riderAssignments } from '@doorstep/contracts'
import { followTopic, type KafkaCluster } from '@doorstep/kafka'
import type { ReadinessCheck, Service } from '@doorstep/runtime'
import { type Duty, dutyOf } from './domain/duty.ts'
import type { DutyRoster } from './handler.ts'

/** Every rider who ever had a delivery, from `rider-assignments`. Whole once started. */
export function followDutyRoster(kafka: KafkaCluster): DutyRoster & Service & ReadinessCheck {
  const duties = new Map<string, Duty>()
  const table = followTopic(kafka, {
    topic: riderAssignments,
    apply(assignments: RiderAssignments | undefined, { key }) {
      if (assignments === undefined) duties.delete(key)
      else duties.set(key, dutyOf(assignments))
    },
  })
  return { ...table, dutyOf: (riderId) => duties.get(riderId) }
}
