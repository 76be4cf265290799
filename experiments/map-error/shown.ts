import { loadCity } from '@doorstep/city'
import { distanceInMetres } from '@doorstep/geo'
import { alongRoute } from '../../services/web/pages/map/along-route.ts'
import { type Leg, legTo, shownAt } from '../../services/web/pages/map/motion.ts'
import { type Ride, rideOf } from '../rides/ride.ts'

/** Ten frames a second are enough to see where the dot is. */
const FRAME_MS = 100

/** What the map showed in one frame. */
export interface Frame {
  /** From the dot to where the rider was at that moment. */
  readonly errorM: number
  /** From the newest fix to where the rider was: what a map without movement would be wrong by. */
  readonly stepErrorM: number
  /** How far the dot was ahead of the newest fix, along the route. */
  readonly aheadM: number
}

/** The frames of so many rides, on the map of a customer whose rider's phone reports at that interval. */
export function framesOnRides(count: number, seed: string, intervalMs: number): Frame[] {
  const city = loadCity()
  return Array.from({ length: count }, (_, n) =>
    framesOn(rideOf(city, `${seed}/${n}`, FRAME_MS), intervalMs),
  ).flat()
}

function framesOn({ route: { points: route }, moments }: Ride, intervalMs: number): Frame[] {
  const frames: Frame[] = []
  let leg: Leg | undefined
  let newest = moments[0]?.fix
  for (const { at, truth, fix } of moments) {
    if (leg === undefined || at % intervalMs === 0) {
      leg = legTo(leg, { fix, route, now: at, intervalMs })
      newest = fix
    }
    if (newest === undefined) continue
    const shown = shownAt(leg, route, at)
    const newestAlongM = alongRoute(route, newest, shown.alongM)
    frames.push({
      errorM: distanceInMetres(shown.position, truth),
      stepErrorM: distanceInMetres(newest, truth),
      aheadM: (shown.alongM ?? 0) - Math.max(newestAlongM ?? 0, leg.from.alongM ?? 0),
    })
  }
  return frames
}
