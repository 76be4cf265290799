import { orUnavailable, type Sql } from '@doorstep/postgres'
import type { DueStore } from '../alarms.ts'

interface DueRow {
  readonly delivery_id: string
  readonly rider_id: string | null
  readonly wake_at: Date
}

export function createDueStore(sql: Sql): DueStore {
  return {
    async dueBy(time, limit) {
      const rows = await orUnavailable(sql<DueRow[]>`
        select delivery_id, rider_id, wake_at from deliveries
        where wake_at <= ${new Date(time)} order by wake_at limit ${limit}`)
      return rows.map(({ delivery_id, rider_id, wake_at }) => ({
        deliveryId: delivery_id,
        ...(rider_id !== null && { riderId: rider_id }),
        wakeAt: wake_at.getTime(),
      }))
    },
  }
}
