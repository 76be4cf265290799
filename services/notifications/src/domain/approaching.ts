import { nearnessTo } from './nearness.ts'
import type { FixRule } from './rule.ts'

/**
 * As the crow flies: about 400 m of street, 80 to 100 s by bike at the 4 to 5 m/s of a city. Time to find one's shoes
 * and open the door, and too short for another stop in between.
 */
const APPROACHING_METRES = 300

/** Once: a rider who doubles back approaches for a second time, which is no news. */
export const approaching: FixRule = {
  kind: 'approaching',
  consider(fix, { dropoff, progress }) {
    if (progress.told.approaching !== undefined) return {}
    const near = nearnessTo(dropoff, APPROACHING_METRES, fix) === 'inside'
    return near ? { happenedAt: fix.recordedAt } : {}
  },
}
