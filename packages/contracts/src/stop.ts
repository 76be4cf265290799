import { type Static, Type } from 'typebox'
import { Identifier, Timestamp } from './identifiers.ts'

export const stopKinds = ['pickup', 'dropoff'] as const
export type StopKind = (typeof stopKinds)[number]

const stop = { deliveryId: Identifier, kind: Type.Enum([...stopKinds]) }

/** Where a rider has to go: an assigned delivery has two stops, one that was picked up has its drop-off left. */
export const Stop = Type.Object(stop, { additionalProperties: false })
export type Stop = Static<typeof Stop>

/** A stop with the way to it from the stop before, or from where the rider was seen last for the first one. */
export const PlannedStop = Type.Object({
  ...stop,
  distanceM: Type.Number({ minimum: 0 }),
  durationMs: Type.Integer({ minimum: 0 }),
  etaAt: Type.Integer({
    ...Timestamp,
    description: 'When the rider gets there, after all stops before it and the time spent at each.',
  }),
})
export type PlannedStop = Static<typeof PlannedStop>

/** In the order in which they are made. */
export const PlannedStops = Type.Object({ stops: Type.Array(PlannedStop) })
export type PlannedStops = Static<typeof PlannedStops>

/** All stops that are ahead of a rider, in another order. */
export const StopOrder = Type.Object(
  { stops: Type.Array(Stop, { maxItems: 200 }) },
  { additionalProperties: false },
)
export type StopOrder = Static<typeof StopOrder>
