import { type Static, Type } from 'typebox'
import { Customer, Delivery } from './delivery.ts'
import { Timestamp } from './identifiers.ts'
import { Place } from './place.ts'
import { Text } from './text.ts'

const NewCustomer = Type.Object(
  {
    name: Type.Optional(Text(100)),
    email: Type.Optional(
      Type.String({
        pattern: '^[^\\s<>()",:;@\\\\\\u0000-\\u001f]{1,64}@[A-Za-z0-9.-]{1,189}$',
        description: 'Is told by e-mail what becomes of the delivery.',
      }),
    ),
    language: Customer.properties.language,
  },
  { additionalProperties: false },
)

/** What the merchant orders. Unknown fields are refused. */
export const NewDelivery = Type.Object(
  {
    pickup: Place,
    dropoff: Place,
    customer: Type.Optional(NewCustomer),
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
