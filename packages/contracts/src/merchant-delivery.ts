import { type Static, Type } from 'typebox'
import { Delivery } from './delivery.ts'
import { Identifier, Timestamp } from './identifiers.ts'
import { trackingLink } from './new-delivery.ts'

/** A delivery as its merchant sees it. */
export const MerchantDelivery = Type.Object({
  ...Delivery.properties,
  ...trackingLink,
  etaAt: Type.Optional(
    Type.Integer({
      minimum: 0,
      description:
        'While it has a rider: when it was assigned or, once it is, picked up, plus the time its route takes.',
    }),
  ),
})
export type MerchantDelivery = Static<typeof MerchantDelivery>

/** A delivery as its rider sees it: the link is the customer's, the webhook the merchant's. */
export const RiderDelivery = Type.Omit(Delivery, ['webhook'])
export type RiderDelivery = Static<typeof RiderDelivery>

/** Newest first. */
export const DeliveryPage = Type.Object({
  deliveries: Type.Array(MerchantDelivery),
  nextCursor: Type.Optional(
    Type.String({ description: 'Send it as `cursor` for the next page; absent on the last one.' }),
  ),
})
export type DeliveryPage = Static<typeof DeliveryPage>

/** Gives a delivery to a rider. */
export const Assignment = Type.Object({ riderId: Identifier }, { additionalProperties: false })
export type Assignment = Static<typeof Assignment>

/** What happened to a delivery, and when if not now. */
export const StatusReport = Type.Object(
  {
    status: Delivery.properties.status,
    at: Type.Optional(Timestamp),
  },
  { additionalProperties: false },
)
export type StatusReport = Static<typeof StatusReport>
