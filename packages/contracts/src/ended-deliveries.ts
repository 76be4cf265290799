import { type Static, Type } from 'typebox'
import { DeliveryActivity, DeliveryOutcomes, RiderActivity } from './analytics.ts'
import { Delivery } from './delivery.ts'
import { NextCursor } from './page.ts'

/** How a delivery can have ended. `late`: delivered, but after it was promised. */
export const outcomes = ['delivered', 'late', 'failed', 'cancelled'] as const
export type Outcome = (typeof outcomes)[number]
export const Outcome = Type.Enum([...outcomes], { description: '`late` ones are `delivered` ones, too.' })

/** A delivery that ended, with what was ridden from its pickup on. */
export const EndedDelivery = Type.Object({
  ...Type.Pick(Delivery, [
    'deliveryId',
    'status',
    'riderId',
    'createdAt',
    'promisedAt',
    'assignedAt',
    'pickedUpAt',
  ]).properties,
  endedAt: Delivery.properties.createdAt,
  ...Type.Pick(DeliveryActivity, ['fixes', 'distanceM', 'movingMs', 'stoppedMs']).properties,
})
export type EndedDelivery = Static<typeof EndedDelivery>

export const EndedDeliveryPage = Type.Object({
  deliveries: Type.Array(EndedDelivery),
  nextCursor: NextCursor,
})
export type EndedDeliveryPage = Static<typeof EndedDeliveryPage>

/** The deliveries that ended on one day. */
export const DeliveryDay = Type.Object({
  startsAt: Delivery.properties.createdAt,
  deliveries: DeliveryOutcomes,
  onTimeShare: RiderActivity.properties.onTimeShare,
})
export type DeliveryDay = Static<typeof DeliveryDay>

export const DeliveryDays = Type.Object({ days: Type.Array(DeliveryDay) })
export type DeliveryDays = Static<typeof DeliveryDays>

/** How many of what was delivered lie within each step. Sums over any of them are right: nothing is in two. */
export const Distribution = Type.Object({
  step: Type.Integer({ minimum: 1 }),
  counts: Type.Array(
    Type.Object({
      from: Type.Integer({
        description: 'Up to, but not, `step` more. The outermost have what is beyond, too.',
      }),
      deliveries: Type.Integer({ minimum: 1 }),
    }),
    { description: 'Ascending. A step without any is not there.' },
  ),
})
export type Distribution = Static<typeof Distribution>

/** Of what was delivered in a span. */
export const DeliveryDistributions = Type.Object({
  orderToDoorMs: Distribution,
  pickupToDoorMs: Distribution,
  lateByMs: Type.Object(Distribution.properties, {
    description: 'Of what was promised for a time; negative: so long before it.',
  }),
  distanceM: Type.Object(Distribution.properties, {
    description: 'Ridden from pickup to door, where any fix tells.',
  }),
})
export type DeliveryDistributions = Static<typeof DeliveryDistributions>
