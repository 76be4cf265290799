import type { DeliveryEvent, DeliveryNotification, LocationFix } from '@doorstep/contracts'
import type { Handler } from '@doorstep/kafka'
import { type Advance, afterEvents, afterFixes } from './domain/advance.ts'
import type { WatchedDelivery } from './domain/watched-delivery.ts'

export type Step = (deliveries: readonly WatchedDelivery[]) => Advance

/**
 * Each in one transaction: locks the deliveries, asks the step, keeps what it changes, and puts each notification that
 * is not there yet into the outbox. Answers those notifications.
 */
export interface ProgressStore {
  /** Of these deliveries, known or not. */
  advanceDeliveries(deliveryIds: readonly string[], step: Step): Promise<readonly DeliveryNotification[]>
  /** Of the deliveries that these riders carry and that a fix may matter to. Keeps progress only. */
  advanceRiders(riderIds: readonly string[], step: Step): Promise<readonly DeliveryNotification[]>
  /** Of those of these deliveries that nobody else is looking at. Keeps progress only. */
  advanceFree(deliveryIds: readonly string[], step: Step): Promise<readonly DeliveryNotification[]>
}

/** Told of notifications that have just become durable. May be told less than there is: a crash forgets. */
export type Announce = (notifications: readonly DeliveryNotification[]) => void

/** Idempotent: a batch that was handled before changes nothing. */
export function notifyOnEvents(
  store: ProgressStore,
  announce: Announce,
  now: () => number = Date.now,
): Handler<DeliveryEvent> {
  return async (batch) => {
    const events = batch.map(({ event }) => event)
    const deliveryIds = new Set(events.map(({ delivery }) => delivery.deliveryId))
    announce(await store.advanceDeliveries([...deliveryIds], (known) => afterEvents(known, events, now())))
  }
}

/** Idempotent: a batch that was handled before changes nothing. */
export function notifyOnFixes(store: ProgressStore, announce: Announce): Handler<LocationFix> {
  return async (batch) => {
    const fixes = batch.map(({ event }) => event)
    const riderIds = new Set(fixes.map(({ riderId }) => riderId))
    announce(await store.advanceRiders([...riderIds], (carried) => afterFixes(carried, fixes)))
  }
}
