import { erasures, riderAssignments, riderKeys } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { TransactionSql } from 'postgres'
import { appendToOutbox, retractThroughOutbox } from './outbox.ts'

/** How many deliveries no longer lead to the person; none if a delivery is open, which has to end first. */
export type Erased =
  | { readonly ok: true; readonly deliveries: number }
  | { readonly ok: false; readonly open: number }

/** In one transaction each, other services told through the outbox. Idempotent; what is not known here is told all the same. */
export interface ErasureStore {
  eraseRider(riderId: string, erasedAt: number): Promise<Erased>
  eraseDelivery(deliveryId: string, erasedAt: number): Promise<Erased>
  /** The deliveries of a customer by their e-mail address, or by their name as it was ordered for. */
  deliveriesFor(customer: string): Promise<string[]>
}

export function createErasureStore(sql: Sql): ErasureStore {
  return {
    eraseRider: (riderId, erasedAt) =>
      orUnavailable(sql.begin((transaction) => eraseRider(transaction, riderId, erasedAt))),
    eraseDelivery: (deliveryId, erasedAt) =>
      orUnavailable(sql.begin((transaction) => eraseDelivery(transaction, deliveryId, erasedAt))),
    async deliveriesFor(customer) {
      const rows = await orUnavailable(sql<{ delivery_id: string }[]>`
        select delivery_id from deliveries
        where lower(customer ->> 'email') = lower(${customer}) or customer ->> 'name' = ${customer}
        order by delivery_id`)
      return rows.map(({ delivery_id }) => delivery_id)
    },
  }
}

async function eraseRider(sql: TransactionSql, riderId: string, erasedAt: number): Promise<Erased> {
  // Nothing is assigned meanwhile: who assigns refers to this row.
  await sql`select from riders where rider_id = ${riderId} for update`
  const open = await sql`select from deliveries where rider_id = ${riderId} and ended_at is null`
  if (open.length > 0) return { ok: false, open: open.length }
  const [rider] = await sql<{ valid_from: number }[]>`
    update riders
    set name = null, erased_at = ${new Date(erasedAt)}, keys_valid_from = newest_key + 1
    where rider_id = ${riderId}
    returning keys_valid_from as valid_from`
  const ended = await sql`update deliveries set rider_id = null, end_note = null where rider_id = ${riderId}`
  await sql`
    delete from outbox_refused
    where event ->> 'riderId' = ${riderId} or event -> 'delivery' ->> 'riderId' = ${riderId}`
  if (rider !== undefined) await appendToOutbox(sql, riderKeys, { riderId, validFrom: rider.valid_from })
  await retractThroughOutbox(sql, riderAssignments, riderId)
  await appendToOutbox(sql, erasures, { subject: 'rider', id: riderId, erasedAt })
  return { ok: true, deliveries: ended.count }
}

async function eraseDelivery(sql: TransactionSql, deliveryId: string, erasedAt: number): Promise<Erased> {
  const [delivery] = await sql<{ ended_at: Date | null }[]>`
    select ended_at from deliveries where delivery_id = ${deliveryId} for update`
  if (delivery?.ended_at === null) return { ok: false, open: 1 }
  const deleted = await sql`delete from deliveries where delivery_id = ${deliveryId}`
  await sql`delete from outbox_refused where key = ${deliveryId}`
  await appendToOutbox(sql, erasures, { subject: 'delivery', id: deliveryId, erasedAt })
  return { ok: true, deliveries: deleted.count }
}
