import { createLoop, type Logger, type Loop } from '@doorstep/runtime'
import { afterTime } from './domain/advance.ts'
import type { WatchedDelivery } from './domain/watched-delivery.ts'
import type { Announce, ProgressStore } from './handler.ts'

export interface Due extends Pick<WatchedDelivery, 'deliveryId' | 'riderId'> {
  readonly wakeAt: number
}

export interface DueStore {
  /** Deliveries to be looked at by then, the longest overdue first; so many at most. */
  dueBy(time: number, limit: number): Promise<readonly Due[]>
}

/** Until when everything that was written with a key is handled. */
export interface HandledUntil {
  /** Asks Kafka; rejects while it is away. */
  refresh(): Promise<void>
  of(key: string): number
}

export interface AlarmsOptions {
  readonly due: DueStore
  readonly store: Pick<ProgressStore, 'advanceFree'>
  /** Of this group with each topic; keyed as their topics are. */
  readonly events: HandledUntil
  readonly fixes: HandledUntil
  readonly announce: Announce
  readonly now?: () => number
}

/** An alarm is told 1 to 2 s after what it waits to be written, and within 5 s of being due. */
const POLL_MS = 500

/** What came in time may be written this much later: ingest's deadline with Kafka. */
const WRITTEN_WITHIN_MS = 2_000

/**
 * After Kafka was away, phones need this long to bring what they kept. Until then all are silent, and nobody was.
 */
export const BROUGHT_WITHIN_MS = 30_000

/** Read at once, so that those of a partition that is behind do not hide the others. */
const MAX_OVERDUE = 10_000
/** Bounds what one transaction locks. */
const BATCH_SIZE = 500

/**
 * Rings alarms, at each call: looks at deliveries though nothing happened to them, as of a time until when everything that
 * was written about them is handled, so that no rider is called silent because we are behind. All state is the store's:
 * whichever process looks first tells, once, and a restart forgets nothing. Rejects while Kafka or Postgres is away.
 */
export function ringAlarms(options: AlarmsOptions): () => Promise<void> {
  const { due, store, events, fixes, announce, now = Date.now } = options
  let awayAt = -Infinity

  async function refresh(): Promise<void> {
    try {
      await Promise.all([events.refresh(), fixes.refresh()])
    } catch (error) {
      awayAt = now()
      throw error
    }
  }

  function knownUntil({ deliveryId, riderId }: Pick<WatchedDelivery, 'deliveryId' | 'riderId'>): number {
    const handledUntil = Math.min(events.of(deliveryId), riderId === undefined ? Infinity : fixes.of(riderId))
    return handledUntil - WRITTEN_WITHIN_MS
  }

  return async () => {
    const overdue = await due.dueBy(now() - WRITTEN_WITHIN_MS, MAX_OVERDUE)
    if (overdue.length === 0) return
    await refresh()
    if (now() - awayAt < BROUGHT_WITHIN_MS) return
    const ringing = overdue.filter((delivery) => delivery.wakeAt <= knownUntil(delivery))
    for (let from = 0; from < ringing.length; from += BATCH_SIZE) {
      const deliveryIds = ringing.slice(from, from + BATCH_SIZE).map(({ deliveryId }) => deliveryId)
      announce(await store.advanceFree(deliveryIds, (deliveries) => afterTime(deliveries, knownUntil)))
    }
  }
}

export function createAlarms({ log, ...options }: AlarmsOptions & { readonly log: Logger }): Loop {
  const ring = ringAlarms(options)
  return createLoop({ name: 'alarms', everyMs: POLL_MS, log, step: () => ring().then(() => false) })
}
