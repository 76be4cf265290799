import type { Location } from '@doorstep/contracts'
import { type Arrivals, arrived, noArrivals } from '../../map/arrival-interval.ts'
import { turned } from '../../map/motion.ts'
import { mercator, type Point } from './mercator.ts'

/** One rider's way from where they were drawn when a fix arrived to that fix, straight, on the map's plane. */
export interface Glide {
  readonly from: Point
  readonly to: Point
  readonly fromDeg: number | undefined
  readonly toDeg: number | undefined
  readonly recordedAt: number
  readonly startsAt: number
  readonly durationMs: number
  readonly arrivals: Arrivals
}

/** Where a dot is, and which way it points. */
export interface Drawn extends Point {
  readonly bearingDeg: number | undefined
}

/** As on a customer's map: behind the newest fix by this share of an interval, so that the next finds it moving. */
const DELAY_IN_INTERVALS = 1.2
const LONGEST_MS = 12_000
/** Further than a rider gets between two fixes, as a share of the world: half a kilometre at 60° north. */
const JUMP = 500 / (40_075_017 * Math.cos((60 * Math.PI) / 180))

/** `now` is of the clock that draws. Without `glides` the dot steps. */
export function glideTo(before: Glide | undefined, fix: Location, now: number, glides: boolean): Glide {
  const to = mercator(fix)
  const arrivals = before === undefined ? noArrivals : arrived(before.arrivals, now)
  const from = before && glideAt(before, now)
  const jumps = from === undefined || !glides || Math.hypot(to.x - from.x, to.y - from.y) > JUMP
  const toDeg = fix.bearingDeg ?? before?.toDeg
  return {
    from: from ?? to,
    to,
    fromDeg: from?.bearingDeg ?? toDeg,
    toDeg,
    recordedAt: fix.recordedAt,
    startsAt: now,
    durationMs: jumps ? 0 : Math.min(LONGEST_MS, arrivals.intervalMs * DELAY_IN_INTERVALS),
    arrivals,
  }
}

export function glideAt({ from, to, fromDeg, toDeg, startsAt, durationMs }: Glide, now: number): Drawn {
  if (now >= startsAt + durationMs) return { x: to.x, y: to.y, bearingDeg: toDeg }
  const share = Math.max(0, (now - startsAt) / durationMs)
  return {
    x: from.x + (to.x - from.x) * share,
    y: from.y + (to.y - from.y) * share,
    bearingDeg: turned(fromDeg, toDeg, share),
  }
}

export const isGliding = ({ startsAt, durationMs }: Glide, now: number): boolean =>
  now < startsAt + durationMs
