import type { LocationFix } from '@doorstep/contracts'
import type { Sql } from '@doorstep/postgres'
import { aDelivery, aDeliveryEvent, aFix } from '@doorstep/testing'
import { dayOf } from '../src/domain/day.ts'
import { newestRecords } from '../src/domain/delivery-record.ts'
import { deliveryStore } from '../src/store/deliveries.ts'
import { erasureStore } from '../src/store/erasures.ts'
import { fixStore } from '../src/store/fixes.ts'
import { createPartitions } from '../src/store/partitions.ts'
import type { Month } from './a-month.ts'
import { SHIFT } from './shift.ts'

const HOUR_MS = 3600 * 1000
const DAY_MS = 24 * HOUR_MS

export interface Write {
  readonly name: string
  write(sql: Sql): Promise<unknown>
}

/** All that the service writes, on what the month has left; the last one takes a rider out of it. */
export function writesAfter({ to, riders }: Month): Write[] {
  const endsAt = (dayOf(to) - 1) * DAY_MS + (SHIFT.beginsHour + SHIFT.hours) * HOUR_MS
  const of = (at: number): LocationFix[] =>
    Array.from({ length: riders }, (_, i) => aFix({ riderId: `rider-${i + 1}`, recordedAt: at + i * 10 }))
  const addFixes = (fixes: readonly LocationFix[]) => (sql: Sql) =>
    fixStore(sql, createPartitions(sql)).add(fixes)
  const delivered = Array.from({ length: 10 }, (_, i) =>
    aDeliveryEvent({
      type: 'delivered',
      version: 5,
      delivery: aDelivery({
        deliveryId: `under-way-${i + 1}`,
        riderId: `rider-${i + 1}`,
        status: 'delivered',
        pickedUpAt: endsAt - HOUR_MS / 2,
        endedAt: endsAt,
      }),
    }),
  )
  const erased = { subject: 'rider', id: `rider-${riders / 2}`, erasedAt: to } as const
  return [
    { name: 'A fix of each rider', write: addFixes(of(endsAt + 60_000)) },
    { name: 'A fix of each rider, hours late', write: addFixes(of(endsAt - 4 * HOUR_MS + 5_432)) },
    { name: 'Ten deliveries that ended', write: (sql) => deliveryStore(sql).put(newestRecords(delivered)) },
    { name: 'A rider is erased', write: (sql) => erasureStore(sql).erase(erased) },
  ]
}
