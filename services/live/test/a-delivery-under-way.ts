import { randomUUID } from 'node:crypto'
import {
  type Delivery,
  type DeliveryEventType,
  type DeliveryStatus,
  deliveryEvents,
  deliveryLocation,
  deliveryNotifications,
  type LocationFix,
  type NotificationKind,
  riderAssignments,
  trackingTokenFor,
} from '@doorstep/contracts'
import type { Publisher, RecordPosition } from '@doorstep/kafka'
import { aDelivery, aFix, anOpenDelivery, until } from '@doorstep/testing'
import type { Viewer } from './a-viewer.ts'
import { TRACKING_TOKEN_SECRET } from './live-under-test.ts'

const route = {
  points: [
    { lat: 60.1699, lon: 24.9384 },
    { lat: 60.1654, lon: 24.9488 },
  ],
  distanceM: 764,
  durationMs: 170_000,
}

/** One delivery and its rider, told to the topics as `deliveries`, `ingest` and `notifications` would. */
export function aDeliveryUnderWay(publisher: Publisher) {
  const deliveryId = randomUUID()
  const riderId = randomUUID()
  const startedAt = Date.now()
  let version = 0
  let delivery: Delivery = aDelivery({ deliveryId, createdAt: startedAt - 60_000 })

  async function happens(type: DeliveryEventType, fields: Partial<Delivery>): Promise<void> {
    version += 1
    delivery = { ...delivery, ...fields }
    await publisher.publish(deliveryEvents, { type, version, at: Date.now(), delivery })
  }

  async function carries(status?: 'assigned' | 'picked-up'): Promise<void> {
    const { pickedUpAt } = delivery
    const open = status && anOpenDelivery({ deliveryId, status, route, ...(pickedUpAt && { pickedUpAt }) })
    await publisher.publish(riderAssignments, {
      riderId,
      deliveries: open === undefined ? [] : [open],
      updatedAt: Date.now(),
    })
  }

  return {
    deliveryId,
    startedAt,
    token: trackingTokenFor(deliveryId, TRACKING_TOKEN_SECRET),
    created: () => happens('created', {}),
    async pickedUp(pickedUpAt = startedAt - 30_000) {
      const assignedAt = startedAt - 40_000
      await happens('assigned', { status: 'assigned', riderId, riderName: 'Aino', assignedAt, route })
      await happens('picked-up', { status: 'picked-up', pickedUpAt })
      await carries('picked-up')
    },
    async delivered(endedAt = Date.now()) {
      await happens('delivered', { status: 'delivered', endedAt })
      await carries()
    },
    /** Delivered as the customer is told, while the rider's assignments still lag behind. */
    deliveredUnnoticed: () => happens('delivered', { status: 'delivered', endedAt: Date.now() }),
    carriedUnannounced: () => carries('picked-up'),
    notified: (kind: NotificationKind, at = Date.now()) =>
      publisher.publish(deliveryNotifications, {
        notificationId: `${deliveryId}:${kind}:1`,
        deliveryId,
        kind,
        occurrence: 1,
        at,
      }),
    /** A fix, by default of now; answers where in the topic it stands. */
    at(recordedAt = Date.now(), fields: Partial<LocationFix> = {}): Promise<RecordPosition> {
      const fix = aFix({ riderId, recordedAt, receivedAt: Date.now(), ...fields })
      return publisher.publish(deliveryLocation, fix)
    },
  }
}

export function cursorOf({ partition, offset }: RecordPosition): string {
  return `${partition}:${offset}`
}

/** A page may hear of several changes on the way, or of none if it joined after. */
export async function statusReached(page: Viewer, status: DeliveryStatus): Promise<void> {
  await until(() =>
    page.messages.some((message) => 'delivery' in message && message.delivery.status === status),
  )
}
