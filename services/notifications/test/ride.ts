import { randomUUID } from 'node:crypto'
import type { Delivery, DeliveryEvent, LocationFix, NotificationKind } from '@doorstep/contracts'
import { destinationPoint } from '@doorstep/geo'
import { aDelivery, aDeliveryEvent, aFix } from '@doorstep/testing'

export interface Ride {
  readonly deliveryId: string
  /** Created, assigned, picked up. */
  readonly beginning: readonly DeliveryEvent[]
  /** One a second, from 1,000 m away to the door and 15 s there, at 10 m/s. */
  readonly fixes: readonly LocationFix[]
  readonly end: DeliveryEvent
}

const RIDE_S = 100
const AT_DOOR_S = 15

/** What is told of it. */
export const rideKinds: readonly NotificationKind[] = [
  'assigned',
  'picked-up',
  'approaching',
  'arrived',
  'delivered',
]

/** A ride of a rider and a delivery of its own, that begins so long ago. */
export function aRide({
  webhookUrl,
  startedAt = Date.now() - 1_000 * (RIDE_S + AT_DOOR_S),
}: RideOptions = {}): Ride {
  const riderId = randomUUID()
  const deliveryId = randomUUID()
  const endedAt = startedAt + 1_000 * (RIDE_S + AT_DOOR_S)
  const created = aDelivery({
    deliveryId,
    createdAt: startedAt - 60_000,
    ...(webhookUrl !== undefined && { webhook: { url: webhookUrl } }),
  })
  const assigned: Delivery = { ...created, status: 'assigned', riderId, assignedAt: startedAt - 30_000 }
  const pickedUp: Delivery = { ...assigned, status: 'picked-up', pickedUpAt: startedAt }
  const delivered: Delivery = { ...pickedUp, status: 'delivered', endedAt }

  const fixes = Array.from({ length: RIDE_S + AT_DOOR_S }, (_, second) =>
    aFix({
      ...destinationPoint(created.dropoff, 300, Math.max(0, 10 * (RIDE_S - second))),
      riderId,
      recordedAt: startedAt + 1_000 * second,
      receivedAt: startedAt + 1_000 * second + 200,
    }),
  )
  return {
    deliveryId,
    beginning: [
      aDeliveryEvent({ type: 'created', version: 1, at: created.createdAt, delivery: created }),
      aDeliveryEvent({ type: 'assigned', version: 2, at: startedAt - 30_000, delivery: assigned }),
      aDeliveryEvent({ type: 'picked-up', version: 3, at: startedAt, delivery: pickedUp }),
    ],
    fixes,
    end: aDeliveryEvent({ type: 'delivered', version: 4, at: endedAt, delivery: delivered }),
  }
}

interface RideOptions {
  readonly webhookUrl?: string
  readonly startedAt?: number
}
