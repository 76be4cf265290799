import type { Sql } from '@doorstep/postgres'
import { activityReader } from './activity.ts'
import { deliveryReader, rideReader } from './deliveries.ts'
import { endedDeliveriesReader } from './ended-deliveries.ts'
import { heatReader } from './heat.ts'
import { trackReader } from './tracks.ts'

/**
 * Of the connections that questions are asked on. Each is planned for its own span: settled on one plan for minutes and
 * months, Postgres would take a month for a few rows. What a month is sorted by fits into memory.
 */
export const readingSession = { plan_cache_mode: 'force_custom_plan', work_mem: '16MB' }

/** Everything the API reads, from one pool. */
export function readersOf(sql: Sql) {
  return {
    activity: activityReader(sql),
    tracks: trackReader(sql),
    rides: rideReader(sql),
    deliveries: deliveryReader(sql),
    ended: endedDeliveriesReader(sql),
    heat: heatReader(sql),
  }
}
