import type { City } from '@doorstep/city'
import type { Location, Position } from '@doorstep/contracts'
import type { Line } from '@doorstep/geo'
import { createBicycle } from '../../services/simulator/src/bicycle.ts'
import { fixOf } from '../../services/simulator/src/domain/fix.ts'
import { firstGpsError, nextGpsError } from '../../services/simulator/src/domain/gps-noise.ts'
import { firstTrip, nextTrip, wayBetween } from '../../services/simulator/src/domain/itinerary.ts'
import { createRandom } from '../../services/simulator/src/domain/random.ts'

/** What a rider has to do: nothing, or one delivery to be picked up or brought. */
export interface Errand {
  readonly status: 'none' | 'assigned' | 'picked-up'
  /** Where to: absent with nothing to do. */
  readonly stop?: Position
  readonly route?: Line
}

export interface ShiftMoment {
  readonly at: number
  readonly truth: Position
  readonly fix: Location
  readonly errand: Errand
}

/** How long riders stand, from and to, at random. */
export interface Waits {
  readonly orderMs: readonly [number, number]
  readonly kitchenMs: readonly [number, number]
  readonly doorMs: readonly [number, number]
}

export interface ShiftOptions {
  readonly seed: string
  readonly lastsMs: number
  readonly tickMs: number
  readonly waits: Waits
}

/** A shift of one of the simulator's riders, one order after another. The same for the same seed. */
export function shiftOf(city: City, { seed, lastsMs, tickMs, waits }: ShiftOptions): ShiftMoment[] {
  const random = createRandom(seed)
  const orders = random.fork('orders')
  const gps = random.fork('gps')
  const first = firstTrip(city, random.fork('first trip'))
  const bicycle = createBicycle(first.start, random.fork('bicycle'))
  const moments: ShiftMoment[] = []
  let error = firstGpsError(gps)
  let at = 0

  function pass(errand: Errand): void {
    const { position, speedMps, bearingDeg } = bicycle
    const truth = { position, speedMps, bearingDeg, at, batteryPct: 50 }
    moments.push({ at, truth: position, fix: fixOf(truth, error), errand })
    bicycle.pass(tickMs)
    error = nextGpsError(error, tickMs, gps)
    at += tickMs
  }
  function stand([from, to]: readonly [number, number], errand: Errand): void {
    for (const until = at + orders.between(from, to); at < until; ) pass(errand)
  }
  function ride(line: Line, errand: Errand): void {
    bicycle.setOut(line)
    while (!bicycle.isThere) pass(errand)
  }

  for (let { trip } = first; at < lastsMs; trip = nextTrip(city, orders, bicycle.position)) {
    stand(waits.orderMs, { status: 'none' })
    const toPickup: Errand = { status: 'assigned', stop: trip.restaurant }
    ride(wayBetween(city, bicycle.position, trip.restaurant).points, toPickup)
    stand(waits.kitchenMs, toPickup)
    const route = trip.way.points
    const toDoor: Errand = { status: 'picked-up', stop: trip.address, route }
    ride(route, toDoor)
    stand(waits.doorMs, toDoor)
  }
  return moments
}
