import { randomUUID } from 'node:crypto'
import type { DeliveryEvent, LocationFix, NotificationKind } from '@doorstep/contracts'
import { destinationPoint } from '@doorstep/geo'
import { aDelivery, aDeliveryEvent, aFix } from '@doorstep/testing'
import { STALLED_MS } from '../src/domain/stalled.ts'

export interface Standstill {
  readonly deliveryId: string
  readonly beginning: readonly DeliveryEvent[]
  readonly fix: LocationFix
}

/** What is told of it: `stalled` soon, `silent` 90 s after the pickup was read. */
export const standstillKinds: readonly NotificationKind[] = ['assigned', 'picked-up', 'stalled', 'silent']

/** A rider who has stood far from the door for almost five minutes, by ingest's clock, and is not heard of again. */
export function aStandstill({ webhookUrl }: { readonly webhookUrl: string }): Standstill {
  const stoodSince = Date.now() - STALLED_MS + 1_000
  const pickedUpAt = stoodSince - 10_000
  const created = aDelivery({
    deliveryId: randomUUID(),
    createdAt: pickedUpAt - 60_000,
    webhook: { url: webhookUrl },
  })
  const riderId = randomUUID()
  const assigned = { ...created, status: 'assigned' as const, riderId, assignedAt: pickedUpAt - 30_000 }
  const pickedUp = { ...assigned, status: 'picked-up' as const, pickedUpAt }
  return {
    deliveryId: created.deliveryId,
    beginning: [
      aDeliveryEvent({ type: 'created', version: 1, at: created.createdAt, delivery: created }),
      aDeliveryEvent({ type: 'assigned', version: 2, at: assigned.assignedAt, delivery: assigned }),
      aDeliveryEvent({ type: 'picked-up', version: 3, at: pickedUpAt, delivery: pickedUp }),
    ],
    fix: aFix({
      ...destinationPoint(created.dropoff, 300, 1_000),
      riderId,
      recordedAt: stoodSince,
      receivedAt: stoodSince,
    }),
  }
}
