import { dwellAfter } from '@doorstep/geo'
import { isWithin } from './nearness.ts'
import type { FixRule } from './rule.ts'

/**
 * As the crow flies: about 400 m of street, 80 to 100 s by bike at the 4 to 5 m/s of a city. Time to find one's shoes
 * and open the door, and too short for another stop in between.
 */
const APPROACHING_METRES = 300

/** A jump of the position is over by then; the rider is 20 m on. */
export const APPROACHING_DWELL_MS = 4_000

/** Once: a rider who doubles back approaches for a second time, which is no news. */
export const approaching: FixRule = {
  kind: 'approaching',
  consider(fix, { dropoff, progress: { nearSince, told } }) {
    if (told.approaching !== undefined) return {}
    const { since, happenedAt } = dwellAfter(isWithin(APPROACHING_METRES, dropoff, fix), {
      at: fix.recordedAt,
      since: nearSince,
      dwellMs: APPROACHING_DWELL_MS,
    })
    return { happenedAt, remember: { nearSince: since } }
  },
}
