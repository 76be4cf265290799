import { type Static, Type } from 'typebox'
import { Identifier, Timestamp } from './identifiers.ts'

/**
 * Somebody looks at a delivery through one gateway, and is taken to do so until then. A lease: said again while it is
 * so, over by itself when the gateway is. Each replaces what the same gateway said of the same delivery before.
 */
export const DeliveryWatch = Type.Object({
  deliveryId: Identifier,
  gatewayId: Identifier,
  watchedUntil: Timestamp,
})

export type DeliveryWatch = Static<typeof DeliveryWatch>

/** No watch is for longer: what was said before that says nothing any more. */
export const WATCH_LEASE_MS = 45_000
