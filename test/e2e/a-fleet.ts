import { loadCity } from '@doorstep/city'
import type {
  FixRow,
  Location,
  OperationsChanges,
  OperationsSnapshot,
  Place,
  Position,
  RiderTask,
  Route,
  SnapshotMessage,
  UnassignedDelivery,
  WorkingRider,
} from '@doorstep/contracts'
import { bearingInDegrees, destinationPoint, OFF_ROUTE_METRES, pointAlong } from '@doorstep/geo'

const MINUTE_MS = 60_000
const SPEED_MPS = 5
const ROUTES = 40
const TRACK_SECONDS = 60

const names = [
  'Aino',
  'Onni',
  'Helmi',
  'Leo',
  'Venla',
  'Eino',
  'Lumi',
  'Väinö',
  'Saga',
  'Toivo',
  'Kerttu',
  'Otso',
]

const city = loadCity()

/** What stands out of a fleet: these share of it, spread evenly. */
export interface FleetOptions {
  readonly riders: number
  readonly late?: number
  readonly silent?: number
  readonly offRoute?: number
  readonly free?: number
  readonly waiting?: number
}

/** Riders on the streets of the packed city, as the operators' stream tells of them. */
export interface Fleet {
  snapshot(): OperationsSnapshot
  /** All who are not silent, so many seconds further on. */
  moved(seconds: number): OperationsChanges
  /** Where a rider was in the minute before, as their phone measured it. */
  trackOf(riderId: string): readonly Location[]
  /** What a delivery's customer hears first. */
  openingOf(deliveryId: string): SnapshotMessage
  /** The way of a delivery, as `deliveries` answers it. */
  routeOf(deliveryId: string): Route
}

export function aFleet({
  riders,
  late = 0,
  silent = 0,
  offRoute = 0,
  free = 0,
  waiting = 0,
}: FleetOptions): Fleet {
  const routes = someRoutes()
  const start = Date.now()
  const all = Array.from({ length: riders }, (_, index) => index)
  const isEvery = (index: number, count: number, offset: number) =>
    count > 0 &&
    index % Math.max(1, Math.floor(riders / count)) === offset &&
    index < count * Math.floor(riders / count)
  const isSilent = (index: number) => isEvery(index, silent, 1)
  const isLate = (index: number) => isEvery(index, late, 2)
  const isOffRoute = (index: number) => isEvery(index, offRoute, 5) && !isLate(index) && !isSilent(index)
  const isFree = (index: number) =>
    isEvery(index, free, 3) && !isLate(index) && !isSilent(index) && !isOffRoute(index)

  function location(index: number, seconds: number): Location {
    const { points, distanceM } = routes[index % routes.length] ?? fail()
    const alongM = Math.max(0, (index * 37 + seconds * SPEED_MPS) % Math.max(1, distanceM - 10))
    const onRoute = pointAlong(points, alongM)
    const here = isOffRoute(index) ? destinationPoint(onRoute, 45, 2 * OFF_ROUTE_METRES) : onRoute
    return {
      ...here,
      recordedAt: start + seconds * 1_000 - (isSilent(index) ? 3 * MINUTE_MS : 400),
      bearingDeg: bearingInDegrees(onRoute, pointAlong(points, alongM + 6)),
      speedMps: isFree(index) ? 0 : SPEED_MPS,
      accuracyM: 6,
      batteryPct: 20 + ((index * 7) % 80),
    }
  }

  function tasks(index: number): RiderTask[] {
    if (isFree(index)) return []
    const { pickup, dropoff, distanceM } = routes[index % routes.length] ?? fail()
    const rideMs = (distanceM / SPEED_MPS) * 1_000
    const arrivesAt = start + (2 + (index % 9)) * MINUTE_MS
    const isFetching = index % 5 === 4 && !isOffRoute(index)
    const task: RiderTask = {
      deliveryId: `d-${index}`,
      status: isFetching ? 'assigned' : 'picked-up',
      pickup,
      dropoff,
      assignedAt: start - 6 * MINUTE_MS,
      promisedAt: isLate(index) ? arrivesAt - (3 + (index % 4)) * MINUTE_MS : arrivesAt + 8 * MINUTE_MS,
      rideMs,
      ...(isOffRoute(index) && { offRouteSince: start - 2 * MINUTE_MS }),
      ...(!isFetching && {
        pickedUpAt: start - 3 * MINUTE_MS,
        arrival: { earliestAt: arrivesAt, latestAt: arrivesAt + 2 * MINUTE_MS },
      }),
    }
    return index % 4 === 0 ? [task, { ...task, deliveryId: `d-${index}-2` }] : [task]
  }

  const riderId = (index: number) => `rider-${String(index).padStart(4, '0')}`

  function rider(index: number): WorkingRider {
    const name = `${names[index % names.length]}${index >= names.length ? ` ${Math.floor(index / names.length) + 1}` : ''}`
    return { riderId: riderId(index), name, tasks: tasks(index), fix: location(index, 0) }
  }

  function unassigned(index: number): UnassignedDelivery {
    const { pickup, dropoff } = routes[(index * 3) % routes.length] ?? fail()
    const createdAt = start - (index + 1) * MINUTE_MS
    return { deliveryId: `w-${index}`, pickup, dropoff, createdAt, promisedAt: createdAt + 30 * MINUTE_MS }
  }

  function row(index: number, seconds: number): FixRow {
    const { lat, lon, recordedAt, accuracyM, speedMps, bearingDeg, batteryPct } = location(index, seconds)
    return [
      riderId(index),
      lat,
      lon,
      recordedAt,
      accuracyM ?? null,
      speedMps ?? null,
      bearingDeg ?? null,
      batteryPct ?? null,
      null,
    ]
  }

  const customers = {
    connections: 4 * riders,
    conflated: 312,
    closed: { tooSlow: 3 },
    since: start - 60 * MINUTE_MS,
  }

  return {
    trackOf: (riderId) =>
      Array.from({ length: TRACK_SECONDS }, (_, index) => {
        const seconds = index - TRACK_SECONDS
        const here = location(Number(riderId.split('-')[1]), seconds)
        return { ...here, ...destinationPoint(here, (index * 77) % 360, 4 + (index % 6)) }
      }),
    openingOf(deliveryId) {
      const task =
        tasks(Number(deliveryId.split('-')[1])).find((own) => own.deliveryId === deliveryId) ?? fail()
      const { status, pickup, dropoff, assignedAt, pickedUpAt } = task
      const createdAt = assignedAt - MINUTE_MS
      return {
        type: 'snapshot',
        delivery: {
          deliveryId,
          status,
          pickup,
          dropoff,
          createdAt,
          assignedAt,
          ...(pickedUpAt && { pickedUpAt }),
        },
        notifications: [{ kind: 'late', at: start - MINUTE_MS }],
        trail: [],
      }
    },
    routeOf(deliveryId) {
      const index = Number(deliveryId.split('-')[1])
      const { points, distanceM } = routes[index % routes.length] ?? fail()
      return { points: [...points], distanceM, durationMs: (distanceM / SPEED_MPS) * 1_000 }
    },
    snapshot: () => ({
      type: 'snapshot',
      at: Date.now(),
      riders: all.map(rider),
      unassigned: Array.from({ length: waiting }, (_, index) => unassigned(index)),
      customers,
    }),
    moved: (seconds) => ({
      type: 'changes',
      at: Date.now(),
      riders: [],
      fixes: all.filter((index) => !isSilent(index)).map((index) => row(index, seconds)),
      gone: [],
      unassigned: [],
      taken: [],
      customers,
    }),
  }
}

interface FleetRoute {
  readonly pickup: Place
  readonly dropoff: Place
  readonly points: readonly Position[]
  readonly distanceM: number
}

function someRoutes(): readonly FleetRoute[] {
  const { restaurants, addresses } = city
  return Array.from({ length: ROUTES }, (_, index) => {
    const pickup = restaurants[(index * 7) % restaurants.length] ?? fail()
    const dropoff = addresses[(index * 53) % addresses.length] ?? fail()
    const found = city.findRoute(pickup, dropoff)
    return found && found.distanceM > 200
      ? { pickup: placeOf(pickup), dropoff: placeOf(dropoff), ...found }
      : undefined
  }).filter((route) => route !== undefined)
}

const placeOf = ({ lat, lon, address }: Place): Place => ({ lat, lon, ...(address && { address }) })

function fail(): never {
  throw new Error('the city is empty')
}
