import type { Location } from '@doorstep/contracts'
import { type Destination, nextPingMs, type PingBounds } from './domain/reporting.ts'

/** Milliseconds until the rider's next report is of use, given the newest they reported. Nothing is waited for. */
export type NextPing = (riderId: string, newest: Location | undefined) => number

export interface NextPingPorts {
  /** Where the rider goes next; nowhere without an open delivery. */
  readonly roster: { stopsOf(riderId: string): readonly Destination[] }
  readonly watches: { isWatched(deliveryId: string): boolean }
  readonly bounds: PingBounds
}

export function nextPingFrom({ roster, watches, bounds }: NextPingPorts): NextPing {
  return (riderId, newest) => {
    if (newest === undefined) return bounds.maxMs
    const stops = roster.stopsOf(riderId).map((stop) => ({
      ...stop,
      isWatched: watches.isWatched(stop.deliveryId),
    }))
    return nextPingMs(newest, stops, bounds)
  }
}

/** By the phone's clock: a batch may begin with what was saved up. */
export function newestOf(locations: readonly Location[]): Location | undefined {
  let newest = locations[0]
  for (const location of locations) if (location.recordedAt > (newest?.recordedAt ?? 0)) newest = location
  return newest
}
