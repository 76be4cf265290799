import type { DeliveryEvent, NewDelivery } from '@doorstep/contracts'

/** A delivery as its latest event left it: `version` events so far, the latest at `at`. */
export type DeliveryState = Pick<DeliveryEvent, 'version' | 'at' | 'delivery'>

export interface Rider {
  readonly riderId: string
  readonly name?: string
}

/** The first event of a delivery. */
export function ordered(deliveryId: string, order: NewDelivery, now: number): DeliveryEvent {
  const delivery = { deliveryId, status: 'created', ...order, createdAt: now } as const
  return { type: 'created', version: 1, at: now, delivery }
}
