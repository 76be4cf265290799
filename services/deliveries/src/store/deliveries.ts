import {
  type DeliveryEvent,
  deliveryEvents,
  type RiderAssignments,
  riderAssignments,
} from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { PageEnd } from '@doorstep/runtime'
import type { TransactionSql } from 'postgres'
import type { DeliveryState } from '../domain/delivery.ts'
import { etaOf } from '../domain/plan.ts'
import type { Transition } from '../domain/transition.ts'
import type { DeliveryReader, Orders } from '../routes/deliveries.ts'
import type { OpenDeliveries } from '../routes/rider-deliveries.ts'
import type { Change, DeliveryChanges } from '../routes/transitions.ts'
import { lockRiders, type Planner, RiderGone, renewAssignments } from './assignments.ts'
import {
  type DeliveryRow,
  deliveryOf,
  deliveryRows,
  openDeliveryRows,
  plannedDeliveryOf,
  stateOf,
} from './delivery-row.ts'
import { deliveryMadeWith } from './idempotency-keys.ts'
import { appendToOutbox } from './outbox.ts'
import { plannedTransaction } from './planned-transaction.ts'

/** One transaction per command: the delivery's row locked, a pure decision, the row and its events written together. */
export function createDeliveryStore(
  sql: Sql,
  planner: Planner,
): Orders & DeliveryReader & OpenDeliveries & DeliveryChanges {
  return {
    create(event, request) {
      return orUnavailable(
        sql.begin(async (transaction) => {
          const { deliveryId } = event.delivery
          const made = request && (await deliveryMadeWith(transaction, request, deliveryId))
          if (made !== undefined) return made
          await insert(transaction, event)
          await appendToOutbox(transaction, deliveryEvents, event)
          return { ok: true, deliveryId }
        }),
      )
    },
    async change(deliveryId, decide) {
      try {
        return await plannedTransaction(sql, planner.ways, (transaction) =>
          change(transaction, deliveryId, decide, planner),
        )
      } catch (error) {
        if (error instanceof RiderGone) return { ok: false, refusal: { reason: 'rider-gone' } }
        throw error
      }
    },
    async find(deliveryId) {
      const [row] = await orUnavailable(
        sql<DeliveryRow[]>`
          ${deliveryRows(sql)}
          where delivery_id = ${deliveryId}`,
      )
      return row && plannedDeliveryOf(row)
    },
    async openOf(riderId) {
      const rows = await orUnavailable(openDeliveryRows(sql, riderId))
      return rows.map(deliveryOf)
    },
    async page({ limit, status, after }) {
      const rows = await orUnavailable(
        sql<DeliveryRow[]>`
          ${deliveryRows(sql)}
          where ${status === undefined ? sql`true` : sql`status = ${status}`}
            and ${after === undefined ? sql`true` : olderThan(sql, after)}
          order by deliveries.created_at desc, delivery_id desc
          limit ${limit}`,
      )
      return rows.map(plannedDeliveryOf)
    },
  }
}

function olderThan(sql: Sql, { at, id }: PageEnd) {
  return sql`(deliveries.created_at, delivery_id) < (${new Date(at)}, ${id})`
}

async function change(
  sql: TransactionSql,
  deliveryId: string,
  decide: (state: DeliveryState) => Transition,
  planner: Planner,
): Promise<Change | undefined> {
  // Leaves those alone who only refer to the row, as the stops of other deliveries' riders do.
  const [row] = await sql<DeliveryRow[]>`
    ${deliveryRows(sql)}
    where delivery_id = ${deliveryId}
    for no key update of deliveries`
  if (row === undefined) return undefined

  const before = stateOf(row)
  const transition = decide(before)
  if (!transition.ok) return transition

  for (const event of transition.events) await appendToOutbox(sql, deliveryEvents, event)
  const [after = before] = transition.events.slice(-1)
  await update(sql, after)
  const riderIds = new Set([before.delivery.riderId, after.delivery.riderId].filter((id) => id !== undefined))
  const records = await tellRiders(sql, [...riderIds], planner)
  const etaAt = records.map(({ stops = [] }) => etaOf(deliveryId, stops)).find((eta) => eta !== undefined)
  return { ok: true, delivery: { ...after.delivery, ...(etaAt !== undefined && { etaAt }) } }
}

/** Who lost it first: a delivery is among one rider's stops at a time. */
async function tellRiders(
  sql: TransactionSql,
  riderIds: readonly string[],
  planner: Planner,
): Promise<RiderAssignments[]> {
  if (riderIds.length > 1) await lockRiders(sql, riderIds)
  const records: RiderAssignments[] = []
  for (const riderId of riderIds) {
    const record = await renewAssignments(sql, riderId, planner)
    await appendToOutbox(sql, riderAssignments, record)
    records.push(record)
  }
  return records
}

async function insert(sql: TransactionSql, { delivery, version, at }: DeliveryEvent): Promise<void> {
  await sql`insert into deliveries ${sql({
    delivery_id: delivery.deliveryId,
    status: delivery.status,
    pickup: sql.json(delivery.pickup),
    dropoff: sql.json(delivery.dropoff),
    customer: delivery.customer === undefined ? null : sql.json(delivery.customer),
    webhook: delivery.webhook === undefined ? null : sql.json(delivery.webhook),
    promised_at: dateOf(delivery.promisedAt),
    created_at: new Date(delivery.createdAt),
    version,
    changed_at: new Date(at),
  })}`
}

/** What events after the first can change. */
async function update(sql: TransactionSql, { delivery, version, at }: DeliveryState): Promise<void> {
  await sql`update deliveries set ${sql({
    status: delivery.status,
    rider_id: delivery.riderId ?? null,
    route: delivery.route === undefined ? null : sql.json(delivery.route),
    assigned_at: dateOf(delivery.assignedAt),
    picked_up_at: dateOf(delivery.pickedUpAt),
    ended_at: dateOf(delivery.endedAt),
    end_reason: delivery.endReason ?? null,
    end_note: delivery.endNote ?? null,
    version,
    changed_at: new Date(at),
  })} where delivery_id = ${delivery.deliveryId}`
}

function dateOf(millis: number | undefined): Date | null {
  return millis === undefined ? null : new Date(millis)
}
