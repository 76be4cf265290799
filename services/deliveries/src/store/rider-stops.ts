import { riderAssignments } from '@doorstep/contracts'
import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { StopChanges } from '../routes/rider-stops.ts'
import { type Planner, reorderStops } from './assignments.ts'
import { appendToOutbox } from './outbox.ts'
import { plannedTransaction } from './planned-transaction.ts'
import { plannedStopsOf } from './stops.ts'

export function createRiderStopStore(sql: Sql, planner: Planner): StopChanges {
  return {
    stopsOf: (riderId) => orUnavailable(plannedStopsOf(sql, riderId)),
    reorder(riderId, decide) {
      return plannedTransaction(sql, planner.ways, async (transaction) => {
        const record = await reorderStops(transaction, riderId, decide, planner)
        if (record === undefined || 'ok' in record) return record
        await appendToOutbox(transaction, riderAssignments, record)
        return { ok: true, stops: record.stops ?? [] }
      })
    },
  }
}
