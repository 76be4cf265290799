import { type Static, Type } from 'typebox'
import { Delivery } from './delivery.ts'
import { Timestamp } from './identifiers.ts'
import { Place } from './place.ts'
import { Text } from './text.ts'

/** What the merchant orders. Unknown fields are refused. */
export const NewDelivery = Type.Object(
  {
    pickup: Place,
    dropoff: Place,
    customer: Type.Optional(Type.Object({ name: Type.Optional(Text(100)) }, { additionalProperties: false })),
    promisedAt: Type.Optional(Timestamp),
    webhook: Type.Optional(
      Type.Object(
        { url: Type.String({ format: 'uri', pattern: '^https?://', maxLength: 2048 }) },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
export type NewDelivery = Static<typeof NewDelivery>

/** The customer's way in: whoever has the link sees the delivery. */
export const trackingLink = { trackingToken: Type.String(), trackingUrl: Type.String() }

/** The answer to an order. */
export const CreatedDelivery = Type.Object({
  deliveryId: Delivery.properties.deliveryId,
  status: Delivery.properties.status,
  ...trackingLink,
})
export type CreatedDelivery = Static<typeof CreatedDelivery>
