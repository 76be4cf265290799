import type { Random } from '../../services/simulator/src/domain/random.ts'
import type { ShiftMoment } from '../rides/shift.ts'

/** A customer looks for so long, on average. */
export const MEAN_LOOK_MS = 40_000

/**
 * Whether the customer of the moment's delivery looks, for each moment. They look and look away, each for a time without
 * memory, so that they look at that share of a delivery's way.
 */
export function looksAt(moments: readonly ShiftMoment[], share: number, random: Random): boolean[] {
  const meanAwayMs = (MEAN_LOOK_MS * (1 - share)) / share
  const lasts = (looks: boolean) => -Math.log(1 - random.next()) * (looks ? MEAN_LOOK_MS : meanAwayMs)
  let route: ShiftMoment['errand']['route']
  let looks = false
  let until = 0

  return moments.map(({ at, errand }) => {
    if (errand.route === undefined) return false
    if (errand.route !== route) {
      route = errand.route
      looks = random.chance(share)
      until = at + lasts(looks)
    }
    for (; until <= at; until += lasts(looks)) looks = !looks
    return looks
  })
}
