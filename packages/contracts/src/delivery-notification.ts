import { type Static, Type } from 'typebox'
import { Identifier } from './identifiers.ts'

export const notificationKinds = ['picked-up', 'approaching', 'arrived', 'delivered'] as const
export type NotificationKind = (typeof notificationKinds)[number]

/** A notification that was decided. `(deliveryId, kind, occurrence)` identifies it. */
export const DeliveryNotification = Type.Object({
  notificationId: Type.String({ minLength: 1, maxLength: 128 }),
  deliveryId: Identifier,
  kind: Type.Enum([...notificationKinds]),
  occurrence: Type.Integer({ minimum: 1 }),
  at: Type.Integer({
    minimum: 0,
    description: 'Event time: when it happened, by the clock that recorded it.',
  }),
})

export type DeliveryNotification = Static<typeof DeliveryNotification>
