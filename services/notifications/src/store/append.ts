import type { DeliveryNotification } from '@doorstep/contracts'
import type { TransactionSql } from 'postgres'
import { type Channel, offeredKinds } from '../domain/dispatch.ts'

/**
 * Into the outbox of the topic and, where somebody is to be told by it, those of these channels, as the merchant chose;
 * except what happened before there was this service, which is history. Answers those that are new.
 */
export async function append(
  transaction: TransactionSql,
  notifications: readonly DeliveryNotification[],
  channels: readonly Channel[],
): Promise<readonly DeliveryNotification[]> {
  const rows = notifications.map(({ at, ...rest }) => ({ ...rest, at: new Date(at).toISOString() }))
  const chosen = (channel: Channel) => transaction`
    kind = any(coalesce(
      (select kinds from chosen_kinds where channel = ${channel}), ${[...offeredKinds[channel]]}::text[]))`
  const added = await transaction<{ notification_id: string }[]>`
    with added as (
      insert into notifications (notification_id, delivery_id, kind, occurrence, at)
      select "notificationId", "deliveryId", kind, occurrence, new.at
      from jsonb_to_recordset(${transaction.json(rows)}) as new (
        "notificationId" text, "deliveryId" text, kind text, occurrence integer, at timestamptz)
      where new.at >= (select at from beginning)
      on conflict do nothing
      returning notification_id, delivery_id, kind
    ), wanted as (
      insert into dispatches (notification_id, channel, target)
      select notification_id, 'webhook', webhook_url from added join deliveries using (delivery_id)
      where webhook_url is not null and ${chosen('webhook')}
      union all
      select notification_id, 'email', 'customer' from added join deliveries using (delivery_id)
      where mailbox is not null and ${chosen('email')} and ${channels.includes('email')}
      union all
      select notification_id, 'push', endpoint from added join push_subscriptions using (delivery_id)
      where ${chosen('push')} and ${channels.includes('push')}
    )
    select notification_id from added`
  const addedIds = new Set(added.map(({ notification_id }) => notification_id))
  return notifications.filter(({ notificationId }) => addedIds.has(notificationId))
}
