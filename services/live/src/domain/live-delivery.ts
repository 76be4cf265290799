import {
  type CustomerKind,
  type Delivery,
  type DeliveryEvent,
  type DeliveryNotification,
  endedStatuses,
  isForCustomer,
  type Place,
  type Route,
  TRACKING_GRACE_MS,
  type TrackedDelivery,
} from '@doorstep/contracts'
import { defined } from './defined.ts'

/** Nobody waits longer than this for a delivery: one that nothing happened to for so long is forgotten. */
export const FORGOTTEN_AFTER_MS = 48 * 3600_000

/** All that live keeps of a delivery. `tracked` is what its customer may know; of the rest of `Delivery` nothing is kept. */
export interface LiveDelivery {
  readonly version: number
  readonly changedAt: number
  readonly tracked: TrackedDelivery
  readonly route?: Route
  /** Never told: by it the order of the rider's stops is asked for. */
  readonly riderId?: string
  readonly notifications: readonly Notified[]
}

/** A delivery somebody looks at, and since when they may see exactly where its rider is. */
export interface WatchedDelivery extends LiveDelivery {
  readonly exactSince: number
}

interface Notified extends Pick<DeliveryNotification, 'notificationId' | 'at'> {
  readonly kind: CustomerKind
}

/** The delivery after an event, or undefined if the event tells nothing new: events may come twice. */
export function afterEvent(known: LiveDelivery | undefined, event: DeliveryEvent): LiveDelivery | undefined {
  if (known !== undefined && event.version <= known.version) return undefined
  return {
    version: event.version,
    changedAt: event.at,
    tracked: trackedOf(event.delivery),
    ...defined({ route: event.delivery.route, riderId: event.delivery.riderId }),
    notifications: known?.notifications ?? [],
  }
}

/** The delivery after a notification, or undefined if it is known already or not for the customer to know. */
export function afterNotification(
  known: LiveDelivery,
  notification: DeliveryNotification,
): LiveDelivery | undefined {
  const { notificationId, kind, at } = notification
  if (!isForCustomer(kind)) return undefined
  if (known.notifications.some((earlier) => earlier.notificationId === notificationId)) return undefined
  return { ...known, notifications: [...known.notifications, { notificationId, kind, at }] }
}

export function hasEnded({ tracked }: LiveDelivery): boolean {
  return endedStatuses.includes(tracked.status)
}

/** Whether its link opens nothing any more: over for longer than the grace time, or given up on. */
export function isForgotten(delivery: LiveDelivery, now: number): boolean {
  if (!hasEnded(delivery)) return now - delivery.changedAt > FORGOTTEN_AFTER_MS
  return now - (delivery.tracked.endedAt ?? delivery.changedAt) > TRACKING_GRACE_MS
}

/** Field by field: a field that `Delivery` gains is shown to customers only when somebody decides so here. */
export function trackedOf(delivery: Delivery): TrackedDelivery {
  const { deliveryId, status, createdAt } = delivery
  const { riderName, promisedAt, assignedAt, pickedUpAt, endedAt, endReason } = delivery
  return {
    deliveryId,
    status,
    pickup: placeOf(delivery.pickup),
    dropoff: placeOf(delivery.dropoff),
    createdAt,
    ...defined({ riderName, promisedAt, assignedAt, pickedUpAt, endedAt, endReason }),
  }
}

function placeOf({ lat, lon, address }: Place): Place {
  return { lat, lon, ...defined({ address }) }
}
