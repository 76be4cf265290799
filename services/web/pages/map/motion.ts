import type { Location, Position } from '@doorstep/contracts'
import {
  bearingInDegrees,
  between,
  distanceInMetres,
  type Line,
  lineLengthInMetres,
  pointAlong,
} from '@doorstep/geo'
import { alongRoute } from './along-route.ts'

/** What the map draws of the rider at one moment. */
export interface Shown {
  readonly position: Position
  /** Which way the wedge points; absent while nobody knows. */
  readonly bearingDeg?: number | undefined
  /** How far along the route, when on it. */
  readonly alongM?: number | undefined
}

/** One stretch of the way: from where the dot was when a fix arrived, to that fix. */
export interface Leg {
  readonly from: Shown
  readonly to: Shown
  readonly startsAt: number
  readonly durationMs: number
}

/**
 * The dot takes a little longer for a stretch than the fixes are apart, so that the next one finds it still moving.
 * It is behind the newest fix by this share of an interval, never more, and never ahead of one.
 */
const DELAY_IN_INTERVALS = 1.2
const LONGEST_LEG_MS = 12_000
/** Further than a rider gets between two fixes: something was missed, and to glide there would be an invention. */
export const JUMP_M = 500
/** Along a curve the wedge turns with the street: its direction is that from a little behind to a little ahead. */
const LOOK_M = 6
/** A bearing taken from two positions closer than this is noise. */
const MOVED_M = 3

export interface Towards {
  readonly fix: Location
  readonly route: Line | undefined
  readonly now: number
  /** How far apart fixes arrive, of late. 0: the dot steps. */
  readonly intervalMs: number
}

/** The leg to a new fix, from wherever the dot is `now`. */
export function legTo(before: Leg | undefined, { fix, route, now, intervalMs }: Towards): Leg {
  const from = before && shownAt(before, route, now)
  const to = target(fix, route, from)
  const jumps = from === undefined || distanceInMetres(from.position, to.position) > JUMP_M
  return {
    from: from ?? to,
    to,
    startsAt: now,
    durationMs: jumps ? 0 : Math.min(LONGEST_LEG_MS, intervalMs * DELAY_IN_INTERVALS),
  }
}

/** Where the dot is at a moment: along the road where it is on one, else straight. At the leg's end it stands. */
export function shownAt(
  { from, to, startsAt, durationMs }: Leg,
  route: Line | undefined,
  now: number,
): Shown {
  const share = durationMs === 0 ? 1 : Math.min(1, Math.max(0, (now - startsAt) / durationMs))
  if (share === 1) return to
  if (route !== undefined && from.alongM !== undefined && to.alongM !== undefined) {
    return onRoute(route, from.alongM + (to.alongM - from.alongM) * share)
  }
  return {
    position: between(from.position, to.position, share),
    bearingDeg: turned(from.bearingDeg, to.bearingDeg, share),
  }
}

export function hasArrived({ startsAt, durationMs }: Leg, now: number): boolean {
  return now >= startsAt + durationMs
}

/** The bearing at `share` of the shorter way round from one to another. */
export function turned(from: number | undefined, to: number | undefined, share: number): number | undefined {
  if (from === undefined || to === undefined) return to ?? from
  const shortest = ((to - from + 540) % 360) - 180
  return (from + shortest * share + 360) % 360
}

function target(fix: Location, route: Line | undefined, from: Shown | undefined): Shown {
  const alongM = route && alongRoute(route, fix, from?.alongM)
  if (route !== undefined && alongM !== undefined) return onRoute(route, alongM)
  return { position: fix, bearingDeg: fix.bearingDeg ?? bearingOfMove(from, fix) }
}

function onRoute(route: Line, alongM: number): Shown {
  const length = lineLengthInMetres(route)
  const behind = pointAlong(route, Math.max(0, Math.min(alongM, length) - LOOK_M))
  const ahead = pointAlong(route, Math.max(0, alongM) + LOOK_M)
  return { position: pointAlong(route, alongM), bearingDeg: bearingInDegrees(behind, ahead), alongM }
}

function bearingOfMove(from: Shown | undefined, to: Position): number | undefined {
  if (from === undefined) return undefined
  return distanceInMetres(from.position, to) < MOVED_M ? from.bearingDeg : bearingInDegrees(from.position, to)
}
