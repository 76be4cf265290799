import { type Static, Type } from 'typebox'
import { OpenDelivery } from './rider-assignments.ts'

/** What a rider's phone shows of a delivery: the two stops, and how far it has come. */
export const RiderStop = Type.Omit(OpenDelivery, ['route'])
export type RiderStop = Static<typeof RiderStop>

/** A rider's own open deliveries, in the order in which they were assigned. */
export const RiderDeliveries = Type.Object({ deliveries: Type.Array(RiderStop) })
export type RiderDeliveries = Static<typeof RiderDeliveries>
