import { type DeliveryWatch, deliveryWatches, WATCH_LEASE_MS } from '@doorstep/contracts'
import { followTopic, type KafkaCluster } from '@doorstep/kafka'
import type { ReadinessCheck, Service } from '@doorstep/runtime'
import { recentlyUsed } from './recently-used.ts'

/** Beyond it, those watched for longest without a renewal are taken not to be. */
const REMEMBERED_DELIVERIES = 100_000

export interface WatchTable {
  isWatched(deliveryId: string): boolean
  apply(watch: DeliveryWatch): void
}

/** Which deliveries somebody looks at, through whichever gateway. Nobody has to say that it is over. */
export function createWatchTable(now: () => number): WatchTable {
  const watches = recentlyUsed<readonly DeliveryWatch[]>(REMEMBERED_DELIVERIES)

  return {
    isWatched: (deliveryId) =>
      watches.get(deliveryId)?.some(({ watchedUntil }) => watchedUntil > now()) ?? false,
    apply(watch) {
      const others = (watches.get(watch.deliveryId) ?? []).filter(
        ({ gatewayId, watchedUntil }) => gatewayId !== watch.gatewayId && watchedUntil > now(),
      )
      // A gateway whose clock is ahead is believed for a lease, too.
      const watchedUntil = Math.min(watch.watchedUntil, now() + WATCH_LEASE_MS)
      watches.set(watch.deliveryId, [...others, { ...watch, watchedUntil }])
    },
  }
}

/** The same, from `delivery-watches`: a process that has just started knows what its neighbours know. */
export function followWatches(
  kafka: KafkaCluster,
  now: () => number,
): Pick<WatchTable, 'isWatched'> & Service & ReadinessCheck {
  const table = createWatchTable(now)
  const follower = followTopic(kafka, {
    topic: deliveryWatches,
    apply: (watch) => void (watch && table.apply(watch)),
    sinceMs: WATCH_LEASE_MS,
  })
  return { ...follower, isWatched: table.isWatched }
}
