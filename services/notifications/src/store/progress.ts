import type { DeliveryNotification } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { TransactionSql } from 'postgres'
import type { WatchedDelivery } from '../domain/watched-delivery.ts'
import type { ProgressStore, Step } from '../handler.ts'
import { rowOf, type WatchedDeliveryRow, watchedDeliveryOf } from './watched-delivery-row.ts'

type Lock = (transaction: TransactionSql) => Promise<readonly WatchedDeliveryRow[]>

/** Deliveries are always locked in the order of their ids, so no two batches wait for one another. */
export function createProgressStore(sql: Sql): ProgressStore {
  return {
    advanceDeliveries: (deliveryIds, step) => advance(sql, lockDeliveries(deliveryIds), step),
    advanceRiders: (riderIds, step) => advance(sql, lockDeliveriesOf(riderIds), step),
  }
}

async function advance(sql: Sql, lock: Lock, step: Step): Promise<readonly DeliveryNotification[]> {
  const decided = sql.begin(async (transaction) => {
    const rows = await lock(transaction)
    if (rows.length === 0) return []
    const { changed, notifications } = step(rows.map(watchedDeliveryOf))
    if (changed.length > 0) await save(transaction, changed)
    return notifications.length > 0 ? append(transaction, notifications) : []
  })
  return orUnavailable(decided)
}

/** Those not known yet are made, at version 0, so that there is a row to lock. */
function lockDeliveries(deliveryIds: readonly string[]): Lock {
  return (transaction) => transaction<WatchedDeliveryRow[]>`
    insert into deliveries (delivery_id) select unnest(${[...deliveryIds].sort()}::text[])
    on conflict (delivery_id) do update set version = deliveries.version
    returning *`
}

function lockDeliveriesOf(riderIds: readonly string[]): Lock {
  return (transaction) => transaction<WatchedDeliveryRow[]>`
    select * from deliveries
    where rider_id = any(${[...riderIds]}::text[]) and picked_up_at is not null and not over
    order by delivery_id
    for update`
}

async function save(transaction: TransactionSql, changed: readonly WatchedDelivery[]): Promise<void> {
  await transaction`
    update deliveries
    set version = new.version, rider_id = new.rider_id, dropoff = new.dropoff, picked_up_at = new.picked_up_at,
      ended_at = new.ended_at, webhook_url = new.webhook_url, progress = new.progress, over = new.over
    from jsonb_to_recordset(${transaction.json(changed.map(rowOf))}) as new (
      delivery_id text, version integer, rider_id text, dropoff jsonb, picked_up_at timestamptz,
      ended_at timestamptz, webhook_url text, progress jsonb, over boolean)
    where deliveries.delivery_id = new.delivery_id`
}

/** Into the outbox of the topic and, where the merchant wants it, that of the webhooks. Answers those that are new. */
async function append(
  transaction: TransactionSql,
  notifications: readonly DeliveryNotification[],
): Promise<readonly DeliveryNotification[]> {
  const rows = notifications.map(({ at, ...rest }) => ({ ...rest, at: new Date(at).toISOString() }))
  const added = await transaction<{ notification_id: string }[]>`
    with added as (
      insert into notifications (notification_id, delivery_id, kind, occurrence, at)
      select "notificationId", "deliveryId", kind, occurrence, at
      from jsonb_to_recordset(${transaction.json(rows)}) as new (
        "notificationId" text, "deliveryId" text, kind text, occurrence integer, at timestamptz)
      on conflict do nothing
      returning notification_id, delivery_id
    ), wanted as (
      insert into webhooks (notification_id, url)
      select notification_id, webhook_url from added join deliveries using (delivery_id)
      where webhook_url is not null and webhook_disabled_at is null
    )
    select notification_id from added`
  const addedIds = new Set(added.map(({ notification_id }) => notification_id))
  return notifications.filter(({ notificationId }) => addedIds.has(notificationId))
}
