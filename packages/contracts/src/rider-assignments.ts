import { type Static, Type } from 'typebox'
import { Route } from './delivery.ts'
import { Identifier, Timestamp } from './identifiers.ts'
import { Place } from './place.ts'

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
  deliveries: Type.Array(OpenDelivery),
  lastEndedAt: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: "When the rider's latest delivery ended; absent if none ever did.",
    }),
  ),
  updatedAt: Timestamp,
})

export type RiderAssignments = Static<typeof RiderAssignments>
