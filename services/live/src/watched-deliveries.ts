import type { LiveDelivery, WatchedDelivery } from './domain/live-delivery.ts'

export interface Stops {
  /** Since when this delivery is the rider's next stop; infinity while it is not. */
  exactSince(riderId: string, deliveryId: string): number
}

export interface WatchedDeliveries {
  find(deliveryId: string): WatchedDelivery | undefined
}

/** What happened to deliveries, joined with the order of their riders' stops as this process knows it. */
export function watchedDeliveries(
  deliveries: { find(deliveryId: string): LiveDelivery | undefined },
  stops: Stops,
): WatchedDeliveries {
  return {
    find(deliveryId) {
      const delivery = deliveries.find(deliveryId)
      if (delivery === undefined) return undefined
      const { riderId } = delivery
      const exactSince =
        riderId === undefined ? Number.POSITIVE_INFINITY : stops.exactSince(riderId, deliveryId)
      return { ...delivery, exactSince }
    },
  }
}
