import { type Static, Type } from 'typebox'
import { Identifier } from './identifiers.ts'

/** What changes when a customer goes to the door. The merchant is told of it too. */
export const customerKinds = [
  'assigned',
  'picked-up',
  'approaching',
  'arrived',
  'delivered',
  'failed',
  'late',
] as const
export type CustomerKind = (typeof customerKinds)[number]

/** Reasons for a merchant to call a rider, and none for a customer to worry: they never reach the customer. */
export const merchantKinds = ['stalled', 'silent', 'off-route'] as const

export const notificationKinds = [...customerKinds, ...merchantKinds] as const
export type NotificationKind = (typeof notificationKinds)[number]

export function isForCustomer(kind: NotificationKind): kind is CustomerKind {
  return customerKinds.some((other) => other === kind)
}

/** A notification that was decided. `(deliveryId, kind, occurrence)` identifies it. */
export const DeliveryNotification = Type.Object({
  notificationId: Type.String({ minLength: 1, maxLength: 128 }),
  deliveryId: Identifier,
  kind: Type.Enum([...notificationKinds]),
  occurrence: Type.Integer({ minimum: 1 }),
  at: Type.Integer({
    minimum: 0,
    description: 'Event time: when it happened, by the clock that recorded it; of an alarm, when it was due.',
  }),
})

export type DeliveryNotification = Static<typeof DeliveryNotification>
