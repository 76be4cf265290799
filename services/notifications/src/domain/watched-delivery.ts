import type { NotificationKind, Position } from '@doorstep/contracts'

/** What the rules remember of one delivery. A later rule adds its own field; it is stored as it is. */
export interface Progress {
  readonly notified: readonly NotificationKind[]
  /** When the newest fix seen was recorded: all older ones are late. */
  readonly newestFixAt?: number
  /** Since when the rider has been certain to be at the door. */
  readonly atDoorSince?: number | undefined
}

/** One delivery as this service knows it: the facts of its latest event, and the progress its rider has made since. */
export interface WatchedDelivery {
  readonly deliveryId: string
  /** Of its latest event; 0 before the first. */
  readonly version: number
  readonly riderId?: string
  readonly dropoff?: Position
  readonly pickedUpAt?: number
  readonly endedAt?: number
  readonly webhookUrl?: string
  readonly progress: Progress
  /** No fix can matter any more: the rider's stream has passed the end, or every rule about fixes has notified. */
  readonly over: boolean
}

export function unknownDelivery(deliveryId: string): WatchedDelivery {
  return { deliveryId, version: 0, progress: { notified: [] }, over: false }
}
