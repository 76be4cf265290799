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
  type OpenDelivery,
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
export function aDeliveryUnderWay(publisher: Publisher, riderId: string = randomUUID()) {
  const deliveryId = randomUUID()
  const startedAt = Date.now()
  let stopsBefore: OpenDelivery[] = []
  let changedAt: number | undefined
  let version = 0
  let delivery: Delivery = aDelivery({ deliveryId, createdAt: startedAt - 60_000 })

  async function happens(type: DeliveryEventType, fields: Partial<Delivery>): Promise<void> {
    version += 1
    delivery = { ...delivery, ...fields }
    await publisher.publish(deliveryEvents, { type, version, at: Date.now(), delivery })
  }

  async function carries(status?: 'assigned' | 'picked-up', pickedUpAt = delivery.pickedUpAt): Promise<void> {
    const open = status && anOpenDelivery({ deliveryId, status, route, ...(pickedUpAt && { pickedUpAt }) })
    await publisher.publish(riderAssignments, {
      riderId,
      deliveries: [...stopsBefore, ...(open === undefined ? [] : [open])],
      updatedAt: changedAt ?? Date.now(),
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
      await carries('assigned')
      // Before the event: who has waited for that may report, and a fix of a rider who carries nothing is shown to nobody.
      await carries('picked-up', pickedUpAt)
      await happens('picked-up', { status: 'picked-up', pickedUpAt })
    },
    async delivered(endedAt = Date.now()) {
      await happens('delivered', { status: 'delivered', endedAt })
      await carries()
    },
    /** Delivered as the customer is told, while the rider's assignments still lag behind. */
    deliveredUnnoticed: () => happens('delivered', { status: 'delivered', endedAt: Date.now() }),
    /** The rider has another delivery on board, whose stop comes first. */
    async anotherStopFirst() {
      const dropoff = { lat: 60.2, lon: 25 }
      stopsBefore = [anOpenDelivery({ deliveryId: randomUUID(), dropoff, pickedUpAt: startedAt - 30_000 })]
      await carries('picked-up')
    },
    async otherStopDone(at: number) {
      stopsBefore = []
      changedAt = at
      await carries('picked-up')
    },
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

/**
 * Reports until the page is shown it, and no more is under way. One report is not enough: which delivery the rider
 * carries is another topic's news than that it was picked up, and what comes before it is shown to nobody.
 */
export async function positionShown(
  page: Viewer,
  delivery: { at(recordedAt: number): Promise<unknown> },
): Promise<void> {
  let newest = 0
  await until(async () => {
    newest = Math.max(Date.now(), newest + 1)
    await delivery.at(newest)
    return page.positions().length > 0
  })
  await until(() => page.positions().at(-1)?.recordedAt === newest)
}
