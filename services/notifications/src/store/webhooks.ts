import type { NotificationKind } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import type { NotificationToSend } from '../domain/webhook-message.ts'

export interface ClaimedWebhook extends NotificationToSend {
  readonly notificationId: string
  readonly url: string
  readonly host: string
  /** Made so far. */
  readonly tries: number
  readonly decidedAt: number
}

export interface Capacity {
  readonly total: number
  readonly perHost: number
  /** What is in hand already, by host. */
  readonly inHand: Readonly<Record<string, number>>
  /** How long a claim holds: longer than a try can take. */
  readonly leaseMs: number
}

interface ClaimedRow {
  readonly notification_id: string
  readonly url: string
  readonly host: string
  readonly tries: number
  readonly delivery_id: string
  readonly kind: NotificationKind
  readonly at: Date
  readonly decided_at: Date
}

/**
 * Takes due webhooks in hand, no host's more than its share, whichever process asks first. Whoever takes one and dies
 * lets go of it when the lease ends. Steps from host to host through the index: the backlog of one that is down costs
 * the others nothing.
 */
export async function claimWebhooks(sql: Sql, capacity: Capacity): Promise<ClaimedWebhook[]> {
  const { total, perHost, inHand, leaseMs } = capacity
  const rows = await sql<ClaimedRow[]>`
    with recursive hosts as (
      (select host from webhooks where state = 'pending' order by host limit 1)
      union all
      select (select host from webhooks where state = 'pending' and host > hosts.host order by host limit 1)
      from hosts where host is not null
    )
    update webhooks set next_attempt_at = clock_timestamp() + ${leaseMs} * interval '1 ms'
    from (
      select due.notification_id
      from hosts cross join lateral (
        select notification_id from webhooks
        where state = 'pending' and host = hosts.host and next_attempt_at <= clock_timestamp()
        order by next_attempt_at
        limit greatest(0, ${perHost} - coalesce((${sql.json(inHand)}::jsonb ->> hosts.host)::integer, 0))
        for update skip locked
      ) as due
      limit ${total}
    ) as claimed
    join notifications using (notification_id)
    where webhooks.notification_id = claimed.notification_id
    returning webhooks.notification_id, url, host, tries, delivery_id, kind, at, decided_at`
  return rows.map((row) => ({
    notificationId: row.notification_id,
    url: row.url,
    host: row.host,
    tries: row.tries,
    deliveryId: row.delivery_id,
    kind: row.kind,
    at: row.at.getTime(),
    decidedAt: row.decided_at.getTime(),
  }))
}

/** The try counts; the next one is due after the delay. No effect if another process has counted it since. */
export async function postponeWebhook(
  sql: Sql,
  { notificationId, tries }: ClaimedWebhook,
  { delayMs, outcome }: { readonly delayMs: number; readonly outcome: string },
): Promise<void> {
  await sql`
    update webhooks
    set tries = ${tries + 1}, outcome = ${outcome},
      next_attempt_at = clock_timestamp() + ${delayMs} * interval '1 ms'
    where notification_id = ${notificationId} and state = 'pending' and tries = ${tries}`
}

export async function settleWebhook(
  sql: Sql,
  { notificationId, tries }: ClaimedWebhook,
  { state, outcome }: { readonly state: 'delivered' | 'failed'; readonly outcome: string },
): Promise<void> {
  await sql`
    update webhooks
    set state = ${state}, tries = ${tries + 1}, outcome = ${outcome}, settled_at = clock_timestamp()
    where notification_id = ${notificationId} and state = 'pending'`
}

/** Nothing more of this delivery is sent to its receiver. */
export async function disableWebhook(
  sql: Sql,
  { deliveryId }: ClaimedWebhook,
  outcome: string,
): Promise<void> {
  await sql`
    with disabled as (
      update deliveries set webhook_disabled_at = clock_timestamp() where delivery_id = ${deliveryId}
    )
    update webhooks set state = 'disabled', outcome = ${outcome}, settled_at = clock_timestamp()
    from notifications
    where webhooks.notification_id = notifications.notification_id
      and delivery_id = ${deliveryId} and state = 'pending'`
}

/** Not tried to the end: due again at once, for whoever asks next. */
export async function releaseWebhook(sql: Sql, { notificationId, tries }: ClaimedWebhook): Promise<void> {
  await sql`
    update webhooks set next_attempt_at = clock_timestamp()
    where notification_id = ${notificationId} and state = 'pending' and tries = ${tries}`
}
