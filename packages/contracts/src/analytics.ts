import { type Static, Type } from 'typebox'
import { DeliveryStatus } from './delivery.ts'
import { Identifier, Timestamp } from './identifiers.ts'
import { Location } from './location.ts'

const Count = Type.Integer({ minimum: 0 })

/** How the deliveries that ended in a span ended. */
export const DeliveryOutcomes = Type.Object({ delivered: Count, failed: Count, cancelled: Count })
export type DeliveryOutcomes = Static<typeof DeliveryOutcomes>

/** A segment from one fix to the next of the same rider belongs to the moment at which it ends. */
const ridden = {
  distanceM: Type.Number({ minimum: 0, description: 'By the speed of the phone, or else by its positions.' }),
  movingMs: Type.Integer({ minimum: 0 }),
  stoppedMs: Type.Integer({ minimum: 0, description: 'Time of which nothing is known is in neither.' }),
}

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
  ...ridden,
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

/** How one delivery went: ridden from its pickup to its end, or to now. */
export const DeliveryActivity = Type.Object({
  status: DeliveryStatus,
  riderId: Type.Optional(Identifier),
  fixes: Count,
  ...ridden,
  orderToDoorMs: Type.Optional(Type.Integer()),
  pickupToDoorMs: Type.Optional(Type.Integer()),
  onTime: Type.Optional(
    Type.Boolean({ description: 'Of what was delivered and had been promised for a time.' }),
  ),
})
export type DeliveryActivity = Static<typeof DeliveryActivity>

/** Where a rider was, in event time. */
export const Track = Type.Object({ locations: Type.Array(Location) })
export type Track = Static<typeof Track>

/** What riders did within a cell of H3. Time is what to draw: fixes are as many as phones were asked for. */
export const HeatCell = Type.Object({
  cell: Type.String({ description: 'An H3 index.' }),
  fixes: Count,
  movingMs: Count,
  stoppedMs: Count,
})
export type HeatCell = Static<typeof HeatCell>

export const Heatmap = Type.Object({ resolution: Type.Integer(), cells: Type.Array(HeatCell) })
export type Heatmap = Static<typeof Heatmap>

/** The same as GeoJSON. */
export const HeatmapFeatures = Type.Object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(
    Type.Object({
      type: Type.Literal('Feature'),
      id: HeatCell.properties.cell,
      geometry: Type.Object({
        type: Type.Literal('Polygon'),
        coordinates: Type.Array(
          Type.Array(Type.Array(Type.Number(), { description: 'Longitude, latitude.' })),
        ),
      }),
      properties: Type.Omit(HeatCell, ['cell']),
    }),
  ),
})
export type HeatmapFeatures = Static<typeof HeatmapFeatures>

/** Five minutes of a heat map, all cells together. */
export const HeatSlot = Type.Object({
  startsAt: Timestamp,
  ...Type.Omit(HeatCell, ['cell']).properties,
})
export type HeatSlot = Static<typeof HeatSlot>

export const HeatSlots = Type.Object({ slots: Type.Array(HeatSlot) })
export type HeatSlots = Static<typeof HeatSlots>
