import { type Delivery, type DeliveryEvent, deliveryEvents, riderAssignments } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { TransactionSql } from 'postgres'
import type { DeliveryState } from '../domain/delivery.ts'
import type { Transition } from '../domain/transition.ts'
import type { DeliveryReader, Orders } from '../routes/deliveries.ts'
import type { OpenDeliveries } from '../routes/rider-deliveries.ts'
import type { DeliveryChanges } from '../routes/transitions.ts'
import { renewAssignments } from './assignments.ts'
import { type DeliveryRow, deliveryOf, deliveryRows, openDeliveryRows, stateOf } from './delivery-row.ts'
import { deliveryMadeWith } from './idempotency-keys.ts'
import { appendToOutbox } from './outbox.ts'

/** One transaction per command: the delivery's row locked, a pure decision, the row and its events written together. */
export function createDeliveryStore(sql: Sql): Orders & DeliveryReader & OpenDeliveries & DeliveryChanges {
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
    change(deliveryId, decide) {
      return orUnavailable(sql.begin((transaction) => change(transaction, deliveryId, decide)))
    },
    async find(deliveryId) {
      const [row] = await orUnavailable(
        sql<DeliveryRow[]>`
          ${deliveryRows(sql)}
          where delivery_id = ${deliveryId}`,
      )
      return row && deliveryOf(row)
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
      return rows.map(deliveryOf)
    },
  }
}

function olderThan(sql: Sql, { createdAt, deliveryId }: Delivery) {
  return sql`(deliveries.created_at, delivery_id) < (${new Date(createdAt)}, ${deliveryId})`
}

async function change(
  sql: TransactionSql,
  deliveryId: string,
  decide: (state: DeliveryState) => Transition,
): Promise<Transition | undefined> {
  const [row] = await sql<DeliveryRow[]>`
    ${deliveryRows(sql)}
    where delivery_id = ${deliveryId}
    for update of deliveries`
  if (row === undefined) return undefined

  const before = stateOf(row)
  const transition = decide(before)
  if (!transition.ok) return transition

  const { event } = transition
  await update(sql, event)
  await appendToOutbox(sql, deliveryEvents, event)
  const riderId = event.delivery.riderId ?? before.delivery.riderId
  if (riderId !== undefined) await appendToOutbox(sql, riderAssignments, await renewAssignments(sql, riderId))
  return transition
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
async function update(sql: TransactionSql, { delivery, version, at }: DeliveryEvent): Promise<void> {
  await sql`update deliveries set ${sql({
    status: delivery.status,
    rider_id: delivery.riderId ?? null,
    route: delivery.route === undefined ? null : sql.json(delivery.route),
    assigned_at: dateOf(delivery.assignedAt),
    picked_up_at: dateOf(delivery.pickedUpAt),
    ended_at: dateOf(delivery.endedAt),
    version,
    changed_at: new Date(at),
  })} where delivery_id = ${delivery.deliveryId}`
}

function dateOf(millis: number | undefined): Date | null {
  return millis === undefined ? null : new Date(millis)
}
