import { type Static, Type } from 'typebox'
import { Identifier, Timestamp } from './identifiers.ts'
import { Place } from './place.ts'
import { Position } from './position.ts'

export const deliveryStatuses = [
  'created',
  'assigned',
  'picked-up',
  'delivered',
  'failed',
  'cancelled',
] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]
export const DeliveryStatus = Type.Enum([...deliveryStatuses])

/** The statuses no delivery leaves. */
export const endedStatuses: readonly DeliveryStatus[] = ['delivered', 'failed', 'cancelled']

/** Why a delivery failed or was cancelled, in words that its customer may read. */
export const endReasons = [
  'nobody-there',
  'address-not-found',
  'refused',
  'damaged',
  'called-off',
  'no-rider',
  'other',
] as const
export type EndReason = (typeof endReasons)[number]
export const EndReason = Type.Enum([...endReasons])

/** From pickup to drop-off along streets. */
export const Route = Type.Object({
  points: Type.Array(Position, { minItems: 2 }),
  distanceM: Type.Number({ minimum: 0 }),
  durationMs: Type.Integer({ minimum: 0 }),
})

export type Route = Static<typeof Route>

export const languages = ['en', 'fi'] as const
export type Language = (typeof languages)[number]

/** Whom it is for. The e-mail address is for being told by, and for nobody to see: no rider, no map. */
export const Customer = Type.Object({
  name: Type.Optional(Type.String({ maxLength: 100 })),
  email: Type.Optional(Type.String({ maxLength: 254 })),
  language: Type.Optional(Type.Enum([...languages])),
})

/** A delivery as the API shows it to its merchant, and as `delivery-events` carries it. */
export const Delivery = Type.Object({
  deliveryId: Identifier,
  status: DeliveryStatus,
  pickup: Place,
  dropoff: Place,
  customer: Type.Optional(Customer),
  promisedAt: Type.Optional(Timestamp),
  webhook: Type.Optional(Type.Object({ url: Type.String({ maxLength: 2048 }) })),
  riderId: Type.Optional(Identifier),
  riderName: Type.Optional(Type.String({ maxLength: 100 })),
  route: Type.Optional(Route),
  createdAt: Timestamp,
  assignedAt: Type.Optional(Timestamp),
  pickedUpAt: Type.Optional(Timestamp),
  endedAt: Type.Optional(Timestamp),
  endReason: Type.Optional(EndReason),
  endNote: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'What the rider or the merchant added; not for the customer.',
    }),
  ),
})

export type Delivery = Static<typeof Delivery>
