import type { Position } from '@doorstep/contracts'
import type { Progress, WatchedDelivery } from '../domain/watched-delivery.ts'

/** A row of `deliveries`, as far as the rules need it. */
export interface WatchedDeliveryRow {
  readonly delivery_id: string
  readonly version: number
  readonly rider_id: string | null
  readonly dropoff: Position | null
  readonly picked_up_at: Date | null
  readonly ended_at: Date | null
  readonly webhook_url: string | null
  readonly progress: Progress
  readonly over: boolean
}

export function watchedDeliveryOf(row: WatchedDeliveryRow): WatchedDelivery {
  return {
    deliveryId: row.delivery_id,
    version: row.version,
    ...(row.rider_id !== null && { riderId: row.rider_id }),
    ...(row.dropoff !== null && { dropoff: row.dropoff }),
    ...(row.picked_up_at !== null && { pickedUpAt: row.picked_up_at.getTime() }),
    ...(row.ended_at !== null && { endedAt: row.ended_at.getTime() }),
    ...(row.webhook_url !== null && { webhookUrl: row.webhook_url }),
    progress: row.progress,
    over: row.over,
  }
}

/** As `jsonb_to_recordset` takes it: an absent field is null. */
export function rowOf(delivery: WatchedDelivery) {
  return {
    delivery_id: delivery.deliveryId,
    version: delivery.version,
    rider_id: delivery.riderId ?? null,
    dropoff: delivery.dropoff ?? null,
    picked_up_at: isoTime(delivery.pickedUpAt),
    ended_at: isoTime(delivery.endedAt),
    webhook_url: delivery.webhookUrl ?? null,
    progress: { ...delivery.progress },
    over: delivery.over,
  }
}

function isoTime(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString()
}
