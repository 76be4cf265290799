import { deliveryEvents, deliveryLocation, type Topic } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import { withoutPlaces } from './without-places.ts'

/** For what was still being read when its topic let go of it. */
const MARGIN_MS = 3_600_000

/** After this no fix that a delivery was waiting for can come any more. */
const FORGET_PLACE_MS = retentionMs(deliveryLocation) + MARGIN_MS

/** After this no event can come again and find its delivery unknown, which would notify twice. */
const FORGET_DELIVERY_MS = retentionMs(deliveryEvents) + MARGIN_MS

/** Bounds what one statement locks. */
const BATCH_SIZE = 1_000

/**
 * Forgets where ended deliveries went and to whom, and later that they were, and receivers that failed and were not tried
 * since. Answers whether there may be more to forget.
 */
export async function forgetEnded(sql: Sql): Promise<boolean> {
  const places = await sql`
    update deliveries
    set dropoff = null, route = null, mailbox = null, progress = ${withoutPlaces(sql)}, over = true
    where delivery_id in (
      select delivery_id from deliveries
      where ended_at < now() - ${FORGET_PLACE_MS} * interval '1 ms' and dropoff is not null
      limit ${BATCH_SIZE} for update skip locked)`
  const deliveries = await sql`
    delete from deliveries
    where delivery_id in (
      select delivery_id from deliveries
      where ended_at < now() - ${FORGET_DELIVERY_MS} * interval '1 ms'
      limit ${BATCH_SIZE} for update skip locked)`
  await sql`
    delete from webhook_endpoints
    where generation = 0 and disabled_at is null
      and failing_since < now() - ${FORGET_DELIVERY_MS} * interval '1 ms'`
  return places.count === BATCH_SIZE || deliveries.count === BATCH_SIZE
}

function retentionMs({ cleanup }: Topic): number {
  return cleanup.policy === 'delete' ? cleanup.retentionMs : Infinity
}
