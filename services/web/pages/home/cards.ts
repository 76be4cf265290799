import type { DeliveryStatus, MerchantDelivery } from '@doorstep/contracts'

/** What `GET /demo/deliveries` tells of a delivery. */
export type DemoDelivery = Pick<
  MerchantDelivery,
  'deliveryId' | 'status' | 'pickup' | 'dropoff' | 'createdAt' | 'endedAt' | 'trackingToken'
>

/** More would be a wall, and as many sockets. */
const MOST = 12
/** A receipt stays in sight this long. */
const SHOW_ENDED_MS = 60_000

const importance: readonly DeliveryStatus[] = [
  'picked-up',
  'assigned',
  'created',
  'delivered',
  'failed',
  'cancelled',
]

/** The deliveries worth a card: on the road before in the kitchen, newest first, since what is old may have been forgotten. */
export function worthACard(deliveries: readonly DemoDelivery[], now: number): readonly DemoDelivery[] {
  return deliveries
    .filter(({ endedAt }) => endedAt === undefined || now - endedAt < SHOW_ENDED_MS)
    .toSorted(
      (a, b) => importance.indexOf(a.status) - importance.indexOf(b.status) || b.createdAt - a.createdAt,
    )
    .slice(0, MOST)
}
