import type { Location, OpenDelivery, Position } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'

/** Where a rider goes for one of their deliveries: to its pickup while `assigned`, to its drop-off once `picked-up`. */
export interface Destination extends Position {
  readonly deliveryId: string
  readonly status: OpenDelivery['status']
}

export function destinationOf({ deliveryId, status, pickup, dropoff }: OpenDelivery): Destination {
  const { lat, lon } = status === 'assigned' ? pickup : dropoff
  return { deliveryId, status, lat, lon }
}

export interface Stop extends Omit<Destination, 'deliveryId'> {
  /** Whether somebody looks at the delivery now. */
  readonly isWatched: boolean
}

export interface PingBounds {
  readonly minMs: number
  readonly maxMs: number
}

/** So many reports are left for what is left of the way, however long it is: nearer is more often. */
const REPORTS_LEFT = 20

/** A bicycle in a city. Who stands at a light may set out at any moment, so nobody is taken to be slower. */
const SLOWEST_MPS = 5

/** Before the pickup no customer is shown where the rider is: for the kitchen, and for the first dot after it. */
const ASSIGNED: PingBounds = { minMs: 10_000, maxMs: 20_000 }

/**
 * While nobody looks. Near the door often enough for the notices of approach and arrival; far off so rarely that who
 * begins to look still finds the rider within a few seconds: `experiments/adaptive-reporting` tells what it costs.
 */
const ON_THE_WAY: PingBounds = { minMs: 2_000, maxMs: 5_000 }

/** What is left then is the rider's, to find the way and call the customer. */
const LOW_BATTERY_PCT = 20
const LOW_BATTERY_FACTOR = 2

/**
 * When the rider's next report is of use: what is watched as often as may be, what is open by how soon the rider can be
 * at the stop, the most urgent of several; nothing open as rarely as may be.
 */
export function nextPingMs(location: Location, stops: readonly Stop[], { minMs, maxMs }: PingBounds): number {
  const wanted = Math.min(maxMs, ...stops.map((stop) => wantedMs(location, stop, minMs)))
  const spared = isBatteryLow(location) ? wanted * LOW_BATTERY_FACTOR : wanted
  return within({ minMs, maxMs }, Math.round(spared))
}

function wantedMs(location: Location, stop: Stop, watchedMs: number): number {
  if (stop.status === 'assigned') return within(ASSIGNED, shareOfTheWayMs(location, stop))
  return stop.isWatched ? watchedMs : within(ON_THE_WAY, shareOfTheWayMs(location, stop))
}

function shareOfTheWayMs(location: Location, stop: Stop): number {
  const secondsAway = distanceInMetres(location, stop) / Math.max(SLOWEST_MPS, location.speedMps ?? 0)
  return (secondsAway * 1000) / REPORTS_LEFT
}

function isBatteryLow({ batteryPct = 100, charging = false }: Location): boolean {
  return !charging && batteryPct <= LOW_BATTERY_PCT
}

/** The lower bound wins over an upper one that is below it. */
function within({ minMs, maxMs }: PingBounds, ms: number): number {
  return Math.max(minMs, Math.min(maxMs, ms))
}
