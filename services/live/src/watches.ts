import { randomUUID } from 'node:crypto'
import { type DeliveryWatch, deliveryWatches, WATCH_LEASE_MS } from '@doorstep/contracts'
import type { Publisher } from '@doorstep/kafka'
import { DoorstepError, type Logger, type Service } from '@doorstep/runtime'
import { LINGER_MS, RENEW_EVERY_MS } from './domain/watch-lease.ts'
import type { Channels } from './gateway/rooms.ts'

export interface WatchesOptions {
  readonly publisher: Pick<Publisher, 'publishAll'>
  readonly log: Logger
  readonly now: () => number
}

/**
 * Channels that tell `delivery-watches` which deliveries somebody looks at through this process, so that ingest may ask
 * their riders to report often. Told on the first who comes and the last who leaves, and again and again in between: a
 * process that dies is not believed for longer than a lease. No page waits for it.
 */
export function announcedWatches(
  channels: Channels,
  { publisher, log, now }: WatchesOptions,
): Channels & Service {
  const gatewayId = randomUUID()
  const watched = new Set<string>()
  let renewals: NodeJS.Timeout | undefined

  function announce(deliveryIds: Iterable<string>, forMs: number): void {
    const watchedUntil = now() + forMs
    const watches = Array.from(
      deliveryIds,
      (deliveryId): DeliveryWatch => ({ deliveryId, gatewayId, watchedUntil }),
    )
    publisher.publishAll(deliveryWatches, watches).catch((err) => {
      // Kafka is away: the next renewal says it, or the lease ends.
      if (!(err instanceof DoorstepError && err.retryable)) log.error({ err }, 'watches not announced')
    })
  }

  return {
    name: 'watches',
    async start() {
      renewals = setInterval(() => announce(watched, WATCH_LEASE_MS), RENEW_EVERY_MS)
    },
    async stop() {
      clearInterval(renewals)
    },
    subscribe(deliveryId, channel) {
      watched.add(deliveryId)
      announce([deliveryId], WATCH_LEASE_MS)
      channels.subscribe(deliveryId, channel)
    },
    unsubscribe(deliveryId) {
      watched.delete(deliveryId)
      announce([deliveryId], LINGER_MS)
      channels.unsubscribe(deliveryId)
    },
  }
}
