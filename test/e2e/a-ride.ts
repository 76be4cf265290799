import { loadCity } from '@doorstep/city'
import type {
  Location,
  Place,
  PositionMessage,
  Route,
  SnapshotMessage,
  TrackedDelivery,
} from '@doorstep/contracts'
import { bearingInDegrees, pointAlong } from '@doorstep/geo'

const MINUTE_MS = 60_000
const SPEED_MPS = 5

const city = loadCity()

/** One way through the packed city, from a kitchen to a door, as the messages of its delivery tell it. */
export interface Ride {
  readonly route: Route
  delivery(fields?: Partial<TrackedDelivery>): TrackedDelivery
  snapshot(fields?: Partial<SnapshotMessage>): SnapshotMessage
  /** On the route, so far along, recorded now or so long ago. */
  fix(alongM: number, ageMs?: number): Location
  position(alongM: number, fields?: Partial<PositionMessage>): PositionMessage
}

export function aRide(from = 'Bulevardi 6', to = 'Vilhonkatu 5'): Ride {
  const pickup = placeAt(from)
  const dropoff = placeAt(to)
  const found = city.findRoute(pickup, dropoff)
  if (found === undefined) throw new Error(`no way from ${from} to ${to}`)
  const route = {
    points: [...found.points],
    distanceM: found.distanceM,
    durationMs: (found.distanceM / SPEED_MPS) * 1_000,
  }

  function delivery(fields: Partial<TrackedDelivery> = {}): TrackedDelivery {
    const now = Date.now()
    return {
      deliveryId: 'd-1',
      status: 'picked-up',
      pickup,
      dropoff,
      riderName: 'Aino Virtanen',
      createdAt: now - 17 * MINUTE_MS,
      assignedAt: now - 15 * MINUTE_MS,
      ...(fields.status === 'created' || fields.status === 'assigned'
        ? {}
        : { pickedUpAt: now - 3 * MINUTE_MS }),
      ...fields,
    }
  }

  function fix(alongM: number, ageMs = 0): Location {
    const here = pointAlong(route.points, alongM)
    const bearingDeg = bearingInDegrees(here, pointAlong(route.points, alongM + 5))
    return { ...here, bearingDeg, speedMps: SPEED_MPS, accuracyM: 6, recordedAt: Date.now() - ageMs }
  }

  const progress = (alongM: number) => {
    const remainingM = route.distanceM - alongM
    const ridingMs = (remainingM / SPEED_MPS) * 1_000
    return {
      remainingM,
      eta: { earliestMs: Math.round(ridingMs), latestMs: Math.round(ridingMs * 1.3 + MINUTE_MS) },
    }
  }

  return {
    route,
    delivery,
    fix,
    snapshot: (fields = {}) => ({
      type: 'snapshot',
      delivery: delivery(),
      notifications: [],
      trail: [],
      ...fields,
    }),
    position: (alongM, fields = {}) => ({
      type: 'position',
      cursor: `3:${Math.round(alongM)}`,
      ...fix(alongM),
      ...progress(alongM),
      ...fields,
    }),
  }
}

function placeAt(address: string): Place {
  const found = [...city.addresses, ...city.restaurants].find((place) => place.address === address)
  if (found === undefined) throw new Error(`no ${address} in the city`)
  return { lat: found.lat, lon: found.lon, address }
}
