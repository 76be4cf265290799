import { type Static, Type } from 'typebox'
import { Timestamp } from './identifiers.ts'
import { Location } from './location.ts'

const Count = Type.Integer({ minimum: 0 })

/** How the deliveries that ended in a span ended. */
export const DeliveryOutcomes = Type.Object({ delivered: Count, failed: Count, cancelled: Count })
export type DeliveryOutcomes = Static<typeof DeliveryOutcomes>

export const Durations = Type.Object({
  medianMs: Type.Integer({ minimum: 0 }),
  p90Ms: Type.Integer({ minimum: 0, description: 'Nine of ten took no longer.' }),
})
export type Durations = Static<typeof Durations>

/** What a rider did in a span: fixes by the time they were recorded, deliveries by the time they ended. */
export const RiderActivity = Type.Object({
  fixes: Type.Integer({ minimum: 0, description: 'Each counts once, however often it was sent.' }),
  firstFixAt: Type.Optional(Timestamp),
  lastFixAt: Type.Optional(Timestamp),
  distanceM: Type.Number({
    minimum: 0,
    description: "Along each rider's fixes in event time, straight from one to the next.",
  }),
  deliveries: DeliveryOutcomes,
  onTimeShare: Type.Optional(
    Type.Number({
      minimum: 0,
      maximum: 1,
      description: 'Of what was delivered and had been promised for a time, the part that came by then.',
    }),
  ),
  orderToDoor: Type.Optional(
    Type.Object(Durations.properties, { description: 'Of what was delivered, since it was ordered.' }),
  ),
  pickupToDoor: Type.Optional(
    Type.Object(Durations.properties, { description: 'Of what was delivered, since it was picked up.' }),
  ),
})
export type RiderActivity = Static<typeof RiderActivity>

/** The same of all riders together. */
export const AnalyticsSummary = Type.Object({
  riders: Type.Integer({ minimum: 0, description: 'With at least one fix.' }),
  ...RiderActivity.properties,
})
export type AnalyticsSummary = Static<typeof AnalyticsSummary>

/** Where a rider was, in event time. */
export const Track = Type.Object({ locations: Type.Array(Location) })
export type Track = Static<typeof Track>
