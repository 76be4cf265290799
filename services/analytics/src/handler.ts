import type { DeliveryEvent, LocationFix } from '@doorstep/contracts'
import type { Handler } from '@doorstep/kafka'
import { DoorstepError } from '@doorstep/runtime'
import { dayOf } from './domain/day.ts'
import { type DeliveryRecord, newestRecords } from './domain/delivery-record.ts'
import { keepingOf } from './domain/keeping.ts'

export interface FixStore {
  /** Durable when it resolves. Those that are there already change nothing; answers how many were new. */
  add(fixes: readonly LocationFix[]): Promise<number>
}

export interface DeliveryStore {
  /** Durable when it resolves. A record that is not newer than the one that is there changes nothing. */
  put(records: readonly DeliveryRecord[]): Promise<void>
}

/** What became of fixes that were read. */
export interface FixCounts {
  count(outcome: 'new' | 'known' | 'expired', fixes: number): void
}

export interface FixPorts {
  readonly store: FixStore
  readonly counts: FixCounts
  readonly retentionDays: number
  readonly now: () => number
}

/** No retry mends a clock that is days ahead: such a fix is a dead letter, since no partition will be made for it. */
export class AbsurdTimeError extends DoorstepError {
  readonly code = 'ABSURD_TIME'
  readonly retryable = false
}

/** Idempotent by the identity of a fix. What retention would drop again is not written in the first place. */
export function recordFixes({ store, counts, retentionDays, now }: FixPorts): Handler<LocationFix> {
  return async (batch) => {
    const window = { today: dayOf(now()), retentionDays }
    const kept: LocationFix[] = []
    for (const { event } of batch) {
      const keeping = keepingOf(event.recordedAt, window)
      if (keeping === 'absurd') throw new AbsurdTimeError('recorded days ahead of our clock')
      if (keeping === 'kept') kept.push(event)
    }
    const added = kept.length === 0 ? 0 : await store.add(kept)
    counts.count('new', added)
    counts.count('known', kept.length - added)
    counts.count('expired', batch.length - kept.length)
  }
}

/** Idempotent, and indifferent to order, by the version of a delivery. */
export function recordDeliveries(store: DeliveryStore): Handler<DeliveryEvent> {
  return (batch) => store.put(newestRecords(batch.map(({ event }) => event)))
}
