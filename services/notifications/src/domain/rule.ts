import type { DeliveryEvent, LocationFix, NotificationKind, Position } from '@doorstep/contracts'
import type { Progress, WatchedDelivery } from './watched-delivery.ts'

/** What a rule wants to know when the next fix comes. */
export type Memory = Omit<Partial<Progress>, 'told' | 'newestFixAt' | 'heard'>

/** What a rule makes of one thing seen. */
export interface Finding {
  /** When what it watches for happened, if it has. Notifies if that is after the last time it was told of. */
  readonly happenedAt?: number | undefined
  readonly remember?: Memory
}

/** Decides from what happened to the delivery. Asked after each of its events. */
export interface EventRule {
  readonly kind: NotificationKind
  consider(event: DeliveryEvent): Finding
}

/** A delivery whose rider is on the way with it. */
export type Carried = WatchedDelivery & { readonly dropoff: Position }

/** Decides from where the rider is. Asked for each fix between pickup and end, in the order in which they were recorded. */
export interface FixRule {
  readonly kind: NotificationKind
  consider(fix: LocationFix, delivery: Carried): Finding
}

/**
 * Decides from what did not happen. `dueAt`, if it is after the last time it was told of, is when it notifies unless
 * something happens before.
 */
export interface Alarm {
  readonly kind: NotificationKind
  dueAt(delivery: WatchedDelivery): number | undefined
}
