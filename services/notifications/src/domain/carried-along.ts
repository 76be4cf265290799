import type { WatchedDelivery } from './watched-delivery.ts'

/** Whether its rider carried another of these deliveries at that time. */
export function isCarriedAlong(
  delivery: WatchedDelivery,
  carried: readonly WatchedDelivery[],
  at: number,
): boolean {
  return carried.some(
    ({ deliveryId, pickedUpAt = Infinity, endedAt = Infinity }) =>
      deliveryId !== delivery.deliveryId && pickedUpAt <= at && at <= endedAt,
  )
}
