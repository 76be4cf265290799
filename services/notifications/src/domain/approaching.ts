import { nearnessTo } from './nearness.ts'
import type { FixRule } from './rule.ts'

/**
 * As the crow flies: about 400 m of street, 80 to 100 s by bike at the 4 to 5 m/s of a city. Time to find one's shoes
 * and open the door, and too short for another stop in between.
 */
const APPROACHING_METRES = 300

export const approaching: FixRule = {
  kind: 'approaching',
  consider(fix, dropoff) {
    const near = nearnessTo(dropoff, APPROACHING_METRES, fix) === 'inside'
    return near ? { happenedAt: fix.recordedAt } : {}
  },
}
