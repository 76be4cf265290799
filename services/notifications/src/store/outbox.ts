import type { DeliveryNotification, NotificationKind } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'

/** Well below what the publisher queues, and published well within a statement's time. */
const BATCH_SIZE = 500

interface NotificationRow {
  readonly notification_id: string
  readonly delivery_id: string
  readonly kind: NotificationKind
  readonly occurrence: number
  readonly at: Date
}

/**
 * Hands the oldest unpublished notifications to `publish` and marks them once it has resolved; answers how many.
 * At-least-once: after a crash in between they are handed out again. By one process at a time, since two would mix up
 * the order within a delivery; while another has the lock the answer is 0. However a process ends, it lets go.
 */
export async function drainOutbox(
  sql: Sql,
  publish: (notifications: readonly DeliveryNotification[]) => Promise<unknown>,
): Promise<number> {
  return await sql.begin(async (transaction) => {
    const [lock] =
      await transaction`select pg_try_advisory_xact_lock(hashtext('outbox of notifications')) as held`
    if (lock?.held !== true) return 0
    const rows = await transaction<NotificationRow[]>`
      select notification_id, delivery_id, kind, occurrence, at from notifications
      where published_at is null order by seq limit ${BATCH_SIZE}`
    if (rows.length === 0) return 0
    await publish(rows.map(notificationOf))
    const ids = rows.map(({ notification_id }) => notification_id)
    await transaction`
      update notifications set published_at = clock_timestamp() where notification_id = any(${ids}::text[])`
    return rows.length
  })
}

function notificationOf(row: NotificationRow): DeliveryNotification {
  return {
    notificationId: row.notification_id,
    deliveryId: row.delivery_id,
    kind: row.kind,
    occurrence: row.occurrence,
    at: row.at.getTime(),
  }
}
