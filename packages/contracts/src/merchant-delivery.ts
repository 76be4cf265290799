import { type Static, Type } from 'typebox'
import { Customer, Delivery, EndReason } from './delivery.ts'
import { Identifier, Timestamp } from './identifiers.ts'
import { trackingLink } from './new-delivery.ts'
import { NextCursor } from './page.ts'
import { Text } from './text.ts'

/** A delivery as its merchant sees it. */
export const MerchantDelivery = Type.Object({
  ...Delivery.properties,
  ...trackingLink,
  etaAt: Type.Optional(
    Type.Integer({
      minimum: 0,
      description:
        'While it has a rider: when they reach the drop-off, after all stops before it. Told anew with each change.',
    }),
  ),
})
export type MerchantDelivery = Static<typeof MerchantDelivery>

/** A delivery as its rider sees it: the link and the address are the customer's, the webhook the merchant's. */
export const RiderDelivery = Type.Object({
  ...Type.Omit(Delivery, ['webhook']).properties,
  customer: Type.Optional(Type.Pick(Customer, ['name'])),
})
export type RiderDelivery = Static<typeof RiderDelivery>

/** Newest first. */
export const DeliveryPage = Type.Object({
  deliveries: Type.Array(MerchantDelivery),
  nextCursor: NextCursor,
})
export type DeliveryPage = Static<typeof DeliveryPage>

/** Gives a delivery to a rider. */
export const Assignment = Type.Object({ riderId: Identifier }, { additionalProperties: false })
export type Assignment = Static<typeof Assignment>

/** What happened to a delivery, and when if not now. A reason only of one that failed or was cancelled. */
export const StatusReport = Type.Object(
  {
    status: Delivery.properties.status,
    at: Type.Optional(Timestamp),
    reason: Type.Optional(EndReason),
    note: Type.Optional(Text(200)),
  },
  { additionalProperties: false },
)
export type StatusReport = Static<typeof StatusReport>
