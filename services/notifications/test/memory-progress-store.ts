import type { DeliveryNotification } from '@doorstep/contracts'
import { unknownDelivery, type WatchedDelivery } from '../src/domain/watched-delivery.ts'
import type { ProgressStore, Step } from '../src/handler.ts'

/** As the one in Postgres, for as long as a test runs. */
export function memoryProgressStore(): ProgressStore {
  const deliveries = new Map<string, WatchedDelivery>()
  const notified = new Set<string>()

  function advance(locked: readonly WatchedDelivery[], step: Step): readonly DeliveryNotification[] {
    const { changed, notifications } = step(locked)
    for (const delivery of changed) deliveries.set(delivery.deliveryId, delivery)
    const added = notifications.filter(({ notificationId }) => !notified.has(notificationId))
    for (const { notificationId } of added) notified.add(notificationId)
    return added
  }

  return {
    async advanceDeliveries(deliveryIds, step) {
      const known = deliveryIds.map((id) => deliveries.get(id) ?? unknownDelivery(id))
      return advance(known, step)
    },
    async advanceFree(deliveryIds, step) {
      const known = deliveryIds.flatMap((id) => deliveries.get(id) ?? [])
      return known.length === 0 ? [] : advance(known, step)
    },
    async advanceRiders(riderIds, step) {
      const carried = [...deliveries.values()].filter(
        ({ riderId, pickedUpAt, over }) =>
          riderIds.includes(riderId ?? '') && pickedUpAt !== undefined && !over,
      )
      return carried.length === 0 ? [] : advance(carried, step)
    },
  }
}
