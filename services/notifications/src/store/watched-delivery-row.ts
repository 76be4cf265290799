import type { Position } from '@doorstep/contracts'
import type { Progress, WatchedDelivery } from '../domain/watched-delivery.ts'

/** A row of `deliveries`, as far as the rules need it. */
export interface WatchedDeliveryRow {
  readonly delivery_id: string
  readonly version: number
  readonly rider_id: string | null
  readonly dropoff: Position | null
  readonly route: readonly Position[] | null
  readonly promised_at: Date | null
  readonly picked_up_at: Date | null
  readonly ended_at: Date | null
  readonly webhook_url: string | null
  readonly mailbox: NonNullable<WatchedDelivery['mailbox']> | null
  readonly progress: Progress
  readonly over: boolean
  readonly wake_at: Date | null
}

export function watchedDeliveryOf(row: WatchedDeliveryRow): WatchedDelivery {
  return {
    deliveryId: row.delivery_id,
    version: row.version,
    ...(row.rider_id !== null && { riderId: row.rider_id }),
    ...(row.dropoff !== null && { dropoff: row.dropoff }),
    ...(row.route !== null && { route: row.route }),
    ...(row.promised_at !== null && { promisedAt: row.promised_at.getTime() }),
    ...(row.picked_up_at !== null && { pickedUpAt: row.picked_up_at.getTime() }),
    ...(row.ended_at !== null && { endedAt: row.ended_at.getTime() }),
    ...(row.webhook_url !== null && { webhookUrl: row.webhook_url }),
    ...(row.mailbox !== null && { mailbox: row.mailbox }),
    progress: row.progress,
    over: row.over,
    ...(row.wake_at !== null && { wakeAt: row.wake_at.getTime() }),
  }
}

/** What events tell of it, as `jsonb_to_recordset` takes it: an absent field is null. */
export function factsRowOf(delivery: WatchedDelivery) {
  return {
    delivery_id: delivery.deliveryId,
    version: delivery.version,
    rider_id: delivery.riderId ?? null,
    dropoff: delivery.dropoff ?? null,
    route: delivery.route?.map(({ lat, lon }) => ({ lat, lon })) ?? null,
    promised_at: isoTime(delivery.promisedAt),
    picked_up_at: isoTime(delivery.pickedUpAt),
    ended_at: isoTime(delivery.endedAt),
    webhook_url: delivery.webhookUrl ?? null,
    mailbox: delivery.mailbox === undefined ? null : { ...delivery.mailbox },
  }
}

/** What the rules remember of it: all that a fix, or time, changes. */
export function progressRowOf({ deliveryId, progress, over, wakeAt }: WatchedDelivery) {
  return {
    delivery_id: deliveryId,
    progress: JSON.parse(JSON.stringify(progress)),
    over,
    wake_at: isoTime(wakeAt),
  }
}

function isoTime(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString()
}
