import type { Erasure } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import { withoutPlaces } from './without-places.ts'

/** As retention does later anyway; the row stays, so that an event that comes again does not notify again. Idempotent. */
export async function carryOut(sql: Sql, { subject, id }: Erasure): Promise<void> {
  if (subject === 'rider') {
    await orUnavailable(sql`
      update deliveries set rider_id = null, progress = ${withoutPlaces(sql)} where rider_id = ${id}`)
    return
  }
  // What waits to be sent again goes with it.
  await orUnavailable(sql`
    delete from dispatches
    where notification_id in (select notification_id from notifications where delivery_id = ${id})`)
  await orUnavailable(sql`delete from push_subscriptions where delivery_id = ${id}`)
  await orUnavailable(forgetReceiverOf(sql, id))
  await orUnavailable(sql`
    update deliveries
    set rider_id = null, dropoff = null, route = null, mailbox = null, webhook_url = null,
      progress = ${withoutPlaces(sql)}, over = true, wake_at = null
    where delivery_id = ${id}`)
}

/** What is known of a receiver that this delivery alone has, and that nobody gave settings. */
function forgetReceiverOf(sql: Sql, deliveryId: string) {
  return sql`
    delete from webhook_endpoints using deliveries
    where deliveries.delivery_id = ${deliveryId} and url = substring(webhook_url from '^[^?#]*') and generation = 0
      and not exists (
        select from deliveries as others
        where others.delivery_id <> ${deliveryId}
          and substring(others.webhook_url from '^[^?#]*') = webhook_endpoints.url
      )`
}
