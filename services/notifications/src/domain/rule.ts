import type { DeliveryEvent, LocationFix, NotificationKind, Position } from '@doorstep/contracts'
import type { Progress } from './watched-delivery.ts'

/** What a rule makes of one thing seen. */
export interface Finding {
  /** When what it watches for happened, if it has. */
  readonly happenedAt?: number | undefined
  /** What to know when the next fix comes. */
  readonly remember?: Omit<Partial<Progress>, 'notified' | 'newestFixAt'>
}

/** Decides from what happened to the delivery. Asked after each of its events until it has notified. */
export interface EventRule {
  readonly kind: NotificationKind
  consider(event: DeliveryEvent): Finding
}

/**
 * Decides from where the rider is. Asked for each fix between pickup and end, in the order in which they were recorded,
 * until it has notified.
 */
export interface FixRule {
  readonly kind: NotificationKind
  consider(fix: LocationFix, dropoff: Position, progress: Progress): Finding
}
