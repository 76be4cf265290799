import type { City } from '@doorstep/city'
import type { Location, Place, Position, Route } from '@doorstep/contracts'
import { ridden } from '../../services/deliveries/src/domain/route.ts'
import { createBicycle } from '../../services/simulator/src/bicycle.ts'
import { fixOf } from '../../services/simulator/src/domain/fix.ts'
import { firstGpsError, nextGpsError } from '../../services/simulator/src/domain/gps-noise.ts'
import { nextTrip } from '../../services/simulator/src/domain/itinerary.ts'
import { createRandom } from '../../services/simulator/src/domain/random.ts'

/** One moment of a ride: where the rider is, and where their phone believes to be. */
export interface Moment {
  readonly at: number
  readonly truth: Position
  readonly fix: Location
}

export interface Ride {
  readonly route: Route
  readonly dropoff: Place
  /** From the restaurant to the door, so far apart. */
  readonly moments: readonly Moment[]
  readonly arrivesAt: number
}

/** One ride of the simulator's from a restaurant to a door. The same for the same seed. */
export function rideOf(city: City, seed: string, tickMs: number): Ride {
  const random = createRandom(seed)
  const { way, address } = nextTrip(city, random.fork('trip'))
  const route = ridden(way.points, way.distanceM)
  const bicycle = createBicycle(route.points[0] ?? address, random.fork('bicycle'))
  bicycle.setOut(route.points)

  const gps = random.fork('gps')
  let error = firstGpsError(gps)
  const moments: Moment[] = []
  let at = 0
  for (; !bicycle.isThere; at += tickMs) {
    const { position, speedMps, bearingDeg } = bicycle
    moments.push({
      at,
      truth: position,
      fix: fixOf({ position, speedMps, bearingDeg, at, batteryPct: 50 }, error),
    })
    bicycle.pass(tickMs)
    error = nextGpsError(error, tickMs, gps)
  }
  return { route, dropoff: address, moments, arrivesAt: at }
}
