import { type Static, Type } from 'typebox'
import { Route } from './delivery.ts'
import { Identifier, Timestamp } from './identifiers.ts'
import { Place } from './place.ts'
import { PlannedStop } from './stop.ts'

/** What joins a fix to the deliveries its rider carries. */
export const OpenDelivery = Type.Object({
  deliveryId: Identifier,
  status: Type.Enum(['assigned', 'picked-up']),
  pickup: Place,
  dropoff: Place,
  route: Type.Optional(Route),
  promisedAt: Type.Optional(Timestamp),
  assignedAt: Timestamp,
  pickedUpAt: Type.Optional(Timestamp),
})

export type OpenDelivery = Static<typeof OpenDelivery>

/**
 * The rider's open deliveries, whole: each record of a key replaces the one before. `updatedAt` grows from record to
 * record of a key, so one that is not newer than the record held is a repeat.
 */
export const RiderAssignments = Type.Object({
  riderId: Identifier,
  deliveries: Type.Array(OpenDelivery, {
    description: 'In the order of the stop that each has next: the rider is on the way for the first.',
  }),
  stops: Type.Optional(
    Type.Array(PlannedStop, {
      description: 'All stops of all of them, in order. Absent from records of before riders had several.',
    }),
  ),
  lastEndedAt: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: "When the rider's latest delivery ended; absent if none ever did.",
    }),
  ),
  updatedAt: Timestamp,
})

export type RiderAssignments = Static<typeof RiderAssignments>
