import type { DeliveryNotification } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { TransactionSql } from 'postgres'
import type { Channel } from '../domain/dispatch.ts'
import type { WatchedDelivery } from '../domain/watched-delivery.ts'
import type { ProgressStore, Step } from '../handler.ts'
import { append } from './append.ts'
import {
  factsRowOf,
  progressRowOf,
  type WatchedDeliveryRow,
  watchedDeliveryOf,
} from './watched-delivery-row.ts'

type Lock = (transaction: TransactionSql) => Promise<readonly WatchedDeliveryRow[]>
type Save = (transaction: TransactionSql, changed: readonly WatchedDelivery[]) => Promise<unknown>

/** Deliveries are always locked in the order of their ids, so no two batches wait for one another. */
export function createProgressStore(sql: Sql, channels: readonly Channel[]): ProgressStore {
  const advance = advancing(sql, channels)
  return {
    advanceDeliveries: (deliveryIds, step) => advance(lockDeliveries(deliveryIds), step, saveWhole),
    advanceRiders: (riderIds, step) => advance(lockDeliveriesOf(riderIds), step, saveProgress),
    advanceFree: (deliveryIds, step) => advance(lockFree(deliveryIds), step, saveProgress),
  }
}

function advancing(sql: Sql, channels: readonly Channel[]) {
  return (lock: Lock, step: Step, save: Save): Promise<readonly DeliveryNotification[]> => {
    const decided = sql.begin(async (transaction) => {
      const rows = await lock(transaction)
      if (rows.length === 0) return []
      const { changed, notifications } = step(rows.map(watchedDeliveryOf))
      if (changed.length > 0) await save(transaction, changed)
      return notifications.length > 0 ? append(transaction, notifications, channels) : []
    })
    return orUnavailable(decided)
  }
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

/** Whoever holds one of the others is looking at it, and leaves it such that it is looked at again. */
function lockFree(deliveryIds: readonly string[]): Lock {
  return (transaction) => transaction<WatchedDeliveryRow[]>`
    select * from deliveries where delivery_id = any(${[...deliveryIds]}::text[])
    order by delivery_id
    for update skip locked`
}

async function saveWhole(transaction: TransactionSql, changed: readonly WatchedDelivery[]): Promise<void> {
  await transaction`
    update deliveries
    set version = new.version, rider_id = new.rider_id, dropoff = new.dropoff, route = new.route,
      promised_at = new.promised_at, picked_up_at = new.picked_up_at, ended_at = new.ended_at,
      webhook_url = new.webhook_url, mailbox = new.mailbox
    from jsonb_to_recordset(${transaction.json(changed.map(factsRowOf))}) as new (
      delivery_id text, version integer, rider_id text, dropoff jsonb, route jsonb, promised_at timestamptz,
      picked_up_at timestamptz, ended_at timestamptz, webhook_url text, mailbox jsonb)
    where deliveries.delivery_id = new.delivery_id`
  await saveProgress(transaction, changed)
}

async function saveProgress(transaction: TransactionSql, changed: readonly WatchedDelivery[]): Promise<void> {
  await transaction`
    update deliveries set progress = new.progress, over = new.over, wake_at = new.wake_at
    from jsonb_to_recordset(${transaction.json(changed.map(progressRowOf))}) as new (
      delivery_id text, progress jsonb, over boolean, wake_at timestamptz)
    where deliveries.delivery_id = new.delivery_id`
}
