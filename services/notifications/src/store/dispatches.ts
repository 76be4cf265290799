import type { NotificationKind } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import type { Channel, Dispatch } from '../domain/dispatch.ts'

/** In hand of this process, until its lease ends. */
export interface ClaimedDispatch extends Dispatch {
  readonly dispatchId: string
  readonly lane: string
  /** Made so far. */
  readonly tries: number
  readonly decidedAt: number
}

export interface Capacity {
  readonly channels: readonly Channel[]
  readonly total: number
  readonly perLane: number
  /** What is in hand already, by lane. */
  readonly inHand: Readonly<Record<string, number>>
  /** How long a claim holds: longer than a try can take. */
  readonly leaseMs: number
}

interface ClaimedRow {
  readonly dispatch_id: string
  readonly notification_id: string
  readonly channel: Channel
  readonly target: string
  readonly lane: string
  readonly tries: number
  readonly delivery_id: string
  readonly kind: NotificationKind
  readonly at: Date
  readonly decided_at: Date
}

/**
 * Takes due dispatches in hand, no lane's more than its share, whichever process asks first. Whoever takes one and dies
 * lets go of it when the lease ends. Steps from lane to lane through the index: the backlog of a receiver that is down
 * costs the others nothing.
 */
export async function claimDispatches(sql: Sql, capacity: Capacity): Promise<ClaimedDispatch[]> {
  const { channels, total, perLane, inHand, leaseMs } = capacity
  const rows = await sql<ClaimedRow[]>`
    with recursive lanes as (
      (select lane from dispatches where state = 'pending' order by lane limit 1)
      union all
      select (select lane from dispatches where state = 'pending' and lane > lanes.lane order by lane limit 1)
      from lanes where lane is not null
    )
    update dispatches set next_attempt_at = clock_timestamp() + ${leaseMs} * interval '1 ms'
    from (
      select due.dispatch_id, due.notification_id
      from lanes cross join lateral (
        select dispatch_id, notification_id from dispatches
        where state = 'pending' and lane = lanes.lane and next_attempt_at <= clock_timestamp()
        order by next_attempt_at
        limit greatest(0, ${perLane} - coalesce((${sql.json(inHand)}::jsonb ->> lanes.lane)::integer, 0))
        for update skip locked
      ) as due
      where split_part(lanes.lane, ' ', 1) = any(${[...channels]}::text[])
      limit ${total}
    ) as claimed
    join notifications using (notification_id)
    where dispatches.dispatch_id = claimed.dispatch_id
    returning dispatches.dispatch_id, dispatches.notification_id, dispatches.channel, dispatches.target,
      dispatches.lane, dispatches.tries, delivery_id, kind, at, decided_at`
  return rows.map((row) => ({
    dispatchId: row.dispatch_id,
    notificationId: row.notification_id,
    channel: row.channel,
    target: row.target,
    lane: row.lane,
    tries: row.tries,
    deliveryId: row.delivery_id,
    kind: row.kind,
    at: row.at.getTime(),
    decidedAt: row.decided_at.getTime(),
  }))
}

/** The try counts; the next one is due after the delay. No effect if another process has counted it since. */
export async function postponeDispatch(
  sql: Sql,
  { dispatchId, tries }: ClaimedDispatch,
  { delayMs, outcome }: { readonly delayMs: number; readonly outcome: string },
): Promise<void> {
  await sql`
    update dispatches
    set tries = ${tries + 1}, outcome = ${outcome},
      next_attempt_at = clock_timestamp() + ${delayMs} * interval '1 ms'
    where dispatch_id = ${dispatchId} and state = 'pending' and tries = ${tries}`
}

export async function settleDispatch(
  sql: Sql,
  { dispatchId, tries }: ClaimedDispatch,
  { state, outcome }: { readonly state: 'delivered' | 'failed' | 'disabled'; readonly outcome: string },
): Promise<void> {
  await sql`
    update dispatches
    set state = ${state}, tries = ${tries + 1}, outcome = ${outcome}, settled_at = clock_timestamp()
    where dispatch_id = ${dispatchId} and state = 'pending'`
}

/** Not tried to the end: due again at once, for whoever asks next. */
export async function releaseDispatch(sql: Sql, { dispatchId, tries }: ClaimedDispatch): Promise<void> {
  await sql`
    update dispatches set next_attempt_at = clock_timestamp()
    where dispatch_id = ${dispatchId} and state = 'pending' and tries = ${tries}`
}
