import type { Delivery, DeliveryEvent, NewDelivery } from '@doorstep/contracts'

/** A delivery as its latest event left it: `version` events so far, the latest at `at`. */
export type DeliveryState = Pick<DeliveryEvent, 'version' | 'at' | 'delivery'>

/** A delivery with the time at which its rider reaches the drop-off, while it has a rider. */
export type PlannedDelivery = Delivery & { readonly etaAt?: number }

export interface Rider {
  readonly riderId: string
  readonly name?: string
}

/** The first event of a delivery. */
export function ordered(deliveryId: string, order: NewDelivery, now: number): DeliveryEvent {
  const delivery = { deliveryId, status: 'created', ...order, createdAt: now } as const
  return { type: 'created', version: 1, at: now, delivery }
}
