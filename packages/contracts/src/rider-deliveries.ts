import { type Static, Type } from 'typebox'
import { OpenDelivery } from './rider-assignments.ts'
import { PlannedStop } from './stop.ts'

/** What a rider's phone shows of a delivery: the two stops, and how far it has come. */
export const RiderStop = Type.Omit(OpenDelivery, ['route'])
export type RiderStop = Static<typeof RiderStop>

/** A rider's own open deliveries, in the order of the stop that each has next. */
export const RiderDeliveries = Type.Object({
  deliveries: Type.Array(RiderStop),
  stops: Type.Array(PlannedStop, {
    description: 'All stops of all of them, in the order in which they are made.',
  }),
})
export type RiderDeliveries = Static<typeof RiderDeliveries>
