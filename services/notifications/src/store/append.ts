import { customerKinds, type DeliveryNotification } from '@doorstep/contracts'
import type { TransactionSql } from 'postgres'
import { type Channel, mailedKinds } from '../domain/dispatch.ts'

/**
 * Into the outbox of the topic and, where somebody is to be told by it, those of these channels; except what happened before there
 * was this service, which is history. Answers those that are new.
 */
export async function append(
  transaction: TransactionSql,
  notifications: readonly DeliveryNotification[],
  channels: readonly Channel[],
): Promise<readonly DeliveryNotification[]> {
  const rows = notifications.map(({ at, ...rest }) => ({ ...rest, at: new Date(at).toISOString() }))
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
      where webhook_url is not null and not exists (
        select from webhook_endpoints
        where url = substring(webhook_url from '^[^?#]*') and disabled_at is not null
      )
      union all
      select notification_id, 'email', 'customer' from added join deliveries using (delivery_id)
      where mailbox is not null and kind = any(${[...mailedKinds]}::text[]) and ${channels.includes('email')}
      union all
      select notification_id, 'push', endpoint from added join push_subscriptions using (delivery_id)
      where kind = any(${[...customerKinds]}::text[]) and ${channels.includes('push')}
    )
    select notification_id from added`
  const addedIds = new Set(added.map(({ notification_id }) => notification_id))
  return notifications.filter(({ notificationId }) => addedIds.has(notificationId))
}
