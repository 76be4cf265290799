import type { NotificationKind } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { Channel, DispatchState } from '../domain/dispatch.ts'
import type { DispatchArchive, KeptDispatch } from '../routes/dispatches.ts'

interface DispatchRow {
  readonly dispatch_id: string
  readonly notification_id: string
  readonly delivery_id: string
  readonly kind: NotificationKind
  readonly at: Date
  readonly channel: Channel
  readonly target: string
  readonly state: DispatchState
  readonly tries: number
  readonly outcome: string | null
  readonly next_attempt_at: Date
  readonly settled_at: Date | null
}

export function createDispatchArchive(sql: Sql): DispatchArchive {
  return {
    async page({ limit, before, channel, state, deliveryId }) {
      const rows = await orUnavailable(sql<DispatchRow[]>`
        select dispatches.*, delivery_id, kind, at from dispatches join notifications using (notification_id)
        where true
          ${before === undefined ? sql`` : sql`and dispatch_id < ${before}`}
          ${channel === undefined ? sql`` : sql`and channel = ${channel}`}
          ${state === undefined ? sql`` : sql`and state = ${state}`}
          ${deliveryId === undefined ? sql`` : sql`and delivery_id = ${deliveryId}`}
        order by dispatch_id desc limit ${limit}`)
      return rows.map(dispatchOf)
    },
    async replay(dispatchId) {
      const [row] = await orUnavailable(sql<DispatchRow[]>`
        update dispatches
        set state = 'pending', tries = 0, next_attempt_at = clock_timestamp(), settled_at = null
        from notifications
        where dispatch_id = ${dispatchId} and notifications.notification_id = dispatches.notification_id
        returning dispatches.*, delivery_id, kind, at`)
      return row === undefined ? undefined : dispatchOf(row)
    },
    async replayFailed({ channel, since }) {
      const replayed = await orUnavailable(sql`
        update dispatches
        set state = 'pending', tries = 0, next_attempt_at = clock_timestamp(), settled_at = null
        where state in ('failed', 'disabled') and channel = ${channel} and settled_at >= ${new Date(since)}`)
      return replayed.count
    },
  }
}

function dispatchOf(row: DispatchRow): KeptDispatch {
  return {
    dispatchId: row.dispatch_id,
    notificationId: row.notification_id,
    deliveryId: row.delivery_id,
    kind: row.kind,
    at: row.at.getTime(),
    channel: row.channel,
    target: row.target,
    state: row.state,
    tries: row.tries,
    ...(row.outcome !== null && { outcome: row.outcome }),
    ...(row.state === 'pending' && { nextTryAt: row.next_attempt_at.getTime() }),
    ...(row.settled_at !== null && { settledAt: row.settled_at.getTime() }),
  }
}
