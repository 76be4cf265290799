import { deliveryEvents, deliveryNotifications, riderAssignments } from '@doorstep/contracts'
import { followTopic, type KafkaCluster } from '@doorstep/kafka'
import type { ReadinessCheck, Service } from '@doorstep/runtime'
import type { AssignmentsTable } from './assignments-table.ts'
import type { DeliveriesTable } from './deliveries-table.ts'
import { FORGOTTEN_AFTER_MS } from './domain/live-delivery.ts'

const FORGET_EVERY_MS = 10_000

export interface Tables {
  readonly assignments: readonly Pick<AssignmentsTable, 'apply'>[]
  readonly deliveries: DeliveriesTable
}

/** In the order in which they are to start: a notification of a delivery that is not known is not kept. */
export function followTables(
  kafka: KafkaCluster,
  { assignments, deliveries }: Tables,
): (Service & ReadinessCheck)[] {
  return [
    followAssignments(kafka, assignments),
    followDeliveries(kafka, deliveries),
    followNotifications(kafka, deliveries),
  ]
}

/** Who carries what: whole, as the topic is compacted. Read once for all tables made of it. */
function followAssignments(
  kafka: KafkaCluster,
  tables: readonly Pick<AssignmentsTable, 'apply'>[],
): Service & ReadinessCheck {
  return followTopic(kafka, {
    topic: riderAssignments,
    apply(assignments, { key }) {
      for (const table of tables) table.apply(assignments, key)
    },
  })
}

/** What deliveries there are, from the events of the last two days. */
function followDeliveries(kafka: KafkaCluster, table: DeliveriesTable): Service & ReadinessCheck {
  return followTopic(kafka, {
    topic: deliveryEvents,
    apply: (event) => void (event && table.applyEvent(event)),
    sinceMs: FORGOTTEN_AFTER_MS,
  })
}

/** What customers were told in the last two days. */
function followNotifications(kafka: KafkaCluster, table: DeliveriesTable): Service & ReadinessCheck {
  return followTopic(kafka, {
    topic: deliveryNotifications,
    apply: (notification) => void (notification && table.applyNotification(notification)),
    sinceMs: FORGOTTEN_AFTER_MS,
  })
}

/** Keeps the table of deliveries as small as what can still be looked at. */
export function forgetEnded(table: DeliveriesTable): Service {
  let timer: NodeJS.Timeout | undefined
  return {
    name: 'forgetting',
    async start() {
      timer = setInterval(table.forgetOld, FORGET_EVERY_MS)
    },
    async stop() {
      clearInterval(timer)
    },
  }
}
