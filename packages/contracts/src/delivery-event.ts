import { type Static, Type } from 'typebox'
import { Delivery } from './delivery.ts'
import { Timestamp } from './identifiers.ts'

export const deliveryEventTypes = [
  'created',
  'assigned',
  'unassigned',
  'picked-up',
  'delivered',
  'failed',
  'cancelled',
] as const
export type DeliveryEventType = (typeof deliveryEventTypes)[number]

/**
 * Something that happened to one delivery, with the delivery as it was right after.
 * `(deliveryId, version)` identifies it; versions of one delivery count up from 1 without a gap.
 */
export const DeliveryEvent = Type.Object({
  type: Type.Enum([...deliveryEventTypes]),
  version: Type.Integer({ minimum: 1 }),
  at: Timestamp,
  delivery: Delivery,
})

export type DeliveryEvent = Static<typeof DeliveryEvent>
