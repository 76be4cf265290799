import type { DeliveryEvent, DeliveryNotification, TrackedNotification } from '@doorstep/contracts'
import { afterEvent, afterNotification, isForgotten, type LiveDelivery } from './domain/live-delivery.ts'

/** What happens to deliveries, told as it happens. */
export interface DeliveryListener {
  deliveryChanged(delivery: LiveDelivery): void
  notified(deliveryId: string, notification: TrackedNotification): void
  /** Its link opens nothing any more. */
  forgotten(deliveryId: string): void
}

/**
 * The deliveries whose links open something: open ones and those that ended within the grace time. Held in memory by each
 * process, bounded by what is forgotten. Applying an event or a notification again changes nothing.
 */
export interface DeliveriesTable {
  find(deliveryId: string): LiveDelivery | undefined
  /** The delivery, if it is there or appears within this time: a link may be faster than the event behind it. */
  appears(deliveryId: string, withinMs: number): Promise<LiveDelivery | undefined>
  applyEvent(event: DeliveryEvent): void
  applyNotification(notification: DeliveryNotification): void
  forgetOld(): void
  /** Forgets, for good, this delivery or all of this rider, whatever is applied later. Answers which. */
  erase(id: string): readonly string[]
  listen(listener: DeliveryListener): void
}

export function createDeliveriesTable(now: () => number): DeliveriesTable {
  const deliveries = new Map<string, LiveDelivery>()
  const awaited = new Map<string, Set<(delivery: LiveDelivery | undefined) => void>>()
  const listeners: DeliveryListener[] = []
  const erased = new Set<string>()

  const isErased = ({ tracked, riderId = '' }: LiveDelivery) =>
    erased.has(tracked.deliveryId) || erased.has(riderId)

  function find(deliveryId: string): LiveDelivery | undefined {
    const delivery = deliveries.get(deliveryId)
    return delivery === undefined || isForgotten(delivery, now()) ? undefined : delivery
  }

  function forget(deliveryId: string): void {
    deliveries.delete(deliveryId)
    for (const listener of listeners) listener.forgotten(deliveryId)
  }

  function wait(deliveryId: string, withinMs: number): Promise<LiveDelivery | undefined> {
    const { promise, resolve } = Promise.withResolvers<LiveDelivery | undefined>()
    const waiting = awaited.get(deliveryId) ?? new Set()
    awaited.set(deliveryId, waiting.add(resolve))
    const timer = setTimeout(resolve, withinMs, undefined)
    return promise.finally(() => {
      clearTimeout(timer)
      waiting.delete(resolve)
      if (waiting.size === 0 && awaited.get(deliveryId) === waiting) awaited.delete(deliveryId)
    })
  }

  return {
    find,
    appears: async (deliveryId, withinMs) => find(deliveryId) ?? wait(deliveryId, withinMs),
    applyEvent(event) {
      const { deliveryId } = event.delivery
      const delivery = afterEvent(deliveries.get(deliveryId), event)
      if (delivery === undefined) return
      if (isForgotten(delivery, now()) || isErased(delivery)) return forget(deliveryId)
      deliveries.set(deliveryId, delivery)
      for (const appeared of awaited.get(deliveryId) ?? []) appeared(delivery)
      for (const listener of listeners) listener.deliveryChanged(delivery)
    },
    applyNotification(notification) {
      const known = deliveries.get(notification.deliveryId)
      const delivery = known && afterNotification(known, notification)
      const told = delivery?.notifications.at(-1)
      if (delivery === undefined || told === undefined) return
      deliveries.set(notification.deliveryId, delivery)
      for (const listener of listeners) listener.notified(notification.deliveryId, told)
    },
    forgetOld() {
      for (const [deliveryId, delivery] of deliveries) if (isForgotten(delivery, now())) forget(deliveryId)
    },
    erase(id) {
      erased.add(id)
      const gone = [...deliveries.values()].filter(isErased).map(({ tracked }) => tracked.deliveryId)
      gone.forEach(forget)
      return gone
    },
    listen: (listener) => void listeners.push(listener),
  }
}
