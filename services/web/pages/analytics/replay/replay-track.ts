import type { Location, Position } from '@doorstep/contracts'
import { distanceInMetres, type Line, lineBetween, lineLengthInMetres } from '@doorstep/geo'
import { LOST_AFTER_MS } from '../../live/freshness.ts'
import { JUMP_M, type Leg, legTo, type Shown, shownAt } from '../../map/motion.ts'
import type { Span } from '../day/day.ts'

/** A ride as it was recorded, ready to be played. */
export interface ReplayTrack {
  /** From the first thing that is known of the ride to the last. */
  readonly span: Span
  readonly fixes: readonly Location[]
  /** Where the dot is at each fix: on the street, or where the phone said. */
  readonly shown: readonly Shown[]
  readonly route: Line | undefined
  /** The whole way, and how far along it each fix is. */
  readonly line: readonly Position[]
  readonly alongM: readonly number[]
  /** Times of which nothing is known. */
  readonly gaps: readonly Span[]
}

export interface RideTimes {
  readonly assignedAt?: number | undefined
  readonly pickedUpAt?: number | undefined
  readonly endedAt?: number | undefined
}

/**
 * Undefined without any fix. With the route, the ride from its pickup on goes along the street, as on the customer's map;
 * without, straight from fix to fix.
 */
export function replayTrack(
  fixes: readonly Location[],
  times: RideTimes,
  route?: Line | undefined,
): ReplayTrack | undefined {
  const [first, last] = [fixes[0], fixes.at(-1)]
  if (first === undefined || last === undefined) return undefined
  const span = {
    from: Math.min(first.recordedAt, times.assignedAt ?? first.recordedAt),
    to: Math.max(last.recordedAt, times.endedAt ?? last.recordedAt),
  }
  const shown = placesOf(fixes, route, times.pickedUpAt)
  const { line, alongM } = wayThrough(fixes, shown, route)
  return { span, fixes, shown, route, line, alongM, gaps: gapsIn(fixes, span) }
}

function placesOf(fixes: readonly Location[], route: Line | undefined, pickedUpAt = 0): Shown[] {
  let leg: Leg | undefined
  return fixes.map((fix) => {
    const along = fix.recordedAt < pickedUpAt ? undefined : route
    leg = legTo(leg, { fix, route: along, now: fix.recordedAt, intervalMs: 0 })
    return leg.to
  })
}

function wayThrough(fixes: readonly Location[], shown: readonly Shown[], route: Line | undefined) {
  const line: Position[] = []
  const alongM: number[] = []
  let lengthM = 0
  for (const [i, to] of shown.entries()) {
    const from = shown[i - 1]
    const piece = from === undefined ? [to.position] : pieceBetween(from, to, isGap(fixes, i), route)
    lengthM += lineLengthInMetres(piece)
    alongM.push(lengthM)
    line.push(...(from === undefined ? piece : piece.slice(1)))
  }
  return { line, alongM }
}

function pieceBetween(from: Shown, to: Shown, gap: boolean, route: Line | undefined): Position[] {
  if (gap || route === undefined || from.alongM === undefined || to.alongM === undefined)
    return [from.position, to.position]
  return from.alongM <= to.alongM
    ? lineBetween(route, from.alongM, to.alongM)
    : lineBetween(route, to.alongM, from.alongM).reverse()
}

/** Whether nobody knows what happened before a fix: too long after the one before it, or too far from it. */
function isGap(fixes: readonly Location[], index: number): boolean {
  const [from, to] = [fixes[index - 1], fixes[index]]
  if (from === undefined || to === undefined) return true
  return to.recordedAt - from.recordedAt > LOST_AFTER_MS || distanceInMetres(from, to) > JUMP_M
}

function gapsIn(fixes: readonly Location[], { from, to }: Span): Span[] {
  const gaps: Span[] = []
  let known = from
  for (const [i, { recordedAt }] of fixes.entries()) {
    if (i === 0 ? recordedAt - from > LOST_AFTER_MS : isGap(fixes, i))
      gaps.push({ from: known, to: recordedAt })
    known = recordedAt
  }
  if (to - known > LOST_AFTER_MS) gaps.push({ from: known, to })
  return gaps
}

/** What there is to see and to say at one moment of a replay. */
export interface ReplayMoment {
  /** Absent before the first fix. */
  readonly shown?: Shown | undefined
  readonly fix?: Location | undefined
  readonly alongM: number
  /** The time without positions that the moment lies in. */
  readonly gap?: Span | undefined
  readonly speedMps?: number | undefined
}

/** `steps`: from fix to fix, for who wants no movement. Within a gap the dot stands where it was last seen. */
export function momentIn(track: ReplayTrack, at: number, steps: boolean): ReplayMoment {
  const { fixes, shown, alongM, route } = track
  const gap = track.gaps.find(({ from, to }) => from < at && at < to)
  const index = lastFixBy(fixes, at)
  const [fix, from, alongFrom = 0] = [fixes[index], shown[index], alongM[index]]
  if (fix === undefined || from === undefined) return { alongM: 0, gap }
  const [next, to, alongTo] = [fixes[index + 1], shown[index + 1], alongM[index + 1]]
  if (gap !== undefined) return { shown: from, fix, alongM: alongFrom, gap }
  const speedMps = fix.speedMps ?? (next && meanSpeed(fix, next))
  if (steps || next === undefined || to === undefined || alongTo === undefined)
    return { shown: from, fix, alongM: alongFrom, speedMps }
  const leg = { from, to, startsAt: fix.recordedAt, durationMs: next.recordedAt - fix.recordedAt }
  const share = (at - fix.recordedAt) / leg.durationMs
  return {
    shown: shownAt(leg, route, at),
    fix,
    alongM: alongFrom + (alongTo - alongFrom) * share,
    speedMps,
  }
}

function meanSpeed(from: Location, to: Location): number {
  return (distanceInMetres(from, to) * 1_000) / (to.recordedAt - from.recordedAt)
}

/** The index of the last fix up to a moment; -1 before the first. */
function lastFixBy(fixes: readonly Location[], at: number): number {
  let low = 0
  let high = fixes.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((fixes[middle]?.recordedAt ?? Number.POSITIVE_INFINITY) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}
