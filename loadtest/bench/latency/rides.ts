import { randomUUID } from 'node:crypto'
import { deliveryEvents, riderAssignments, riderKeyFor, trackingTokenFor } from '@doorstep/contracts'
import type { Publisher } from '@doorstep/kafka'
import { aDelivery, aDeliveryEvent, anOpenDelivery } from '@doorstep/testing'

export interface Ride {
  readonly riderId: string
  readonly riderKey: string
  readonly token: string
}

export interface Secrets {
  readonly RIDER_KEY_SECRET: string
  readonly TRACKING_TOKEN_SECRET: string
}

/** Riders, each on the way with one delivery, told to the topics as `deliveries` would. */
export async function someRides(publisher: Publisher, count: number, secrets: Secrets): Promise<Ride[]> {
  const pickedUpAt = Date.now()
  const rides = Array.from({ length: count }, () => ({ riderId: randomUUID(), deliveryId: randomUUID() }))
  await publisher.publishAll(
    riderAssignments,
    rides.map(({ riderId, deliveryId }) => ({
      riderId,
      deliveries: [anOpenDelivery({ deliveryId, pickedUpAt })],
      updatedAt: pickedUpAt,
    })),
  )
  await publisher.publishAll(
    deliveryEvents,
    rides.map(({ riderId, deliveryId }) =>
      aDeliveryEvent({
        type: 'picked-up',
        at: pickedUpAt,
        delivery: aDelivery({ deliveryId, riderId, status: 'picked-up', pickedUpAt }),
      }),
    ),
  )
  return rides.map(({ riderId, deliveryId }) => ({
    riderId,
    riderKey: riderKeyFor(riderId, secrets.RIDER_KEY_SECRET),
    token: trackingTokenFor(deliveryId, secrets.TRACKING_TOKEN_SECRET),
  }))
}
