import type { Sql } from '@doorstep/postgres'
import { activityReader } from './activity.ts'
import { deliveryReader, rideReader } from './deliveries.ts'
import { endedDeliveriesReader } from './ended-deliveries.ts'
import { heatReader } from './heat.ts'
import { trackReader } from './tracks.ts'

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
