import type { EtaBand, OpenDelivery, Position } from '@doorstep/contracts'
import { distanceInMetres, etaBand, lineLengthInMetres, projectOnLine } from '@doorstep/geo'
import { defined } from './defined.ts'

/** Further off than this is not GPS noise: the rider still has to come back to the route. */
const OFF_ROUTE_METRES = 50

/** Streets against the straight line, for a delivery without a route: between 1.2 and 1.4 in most cities. */
const DETOUR = 1.3

/** Long enough to ride over some red lights, short enough to notice a rider who slows down (experiments/eta-band). */
const PACE_MEMORY_MS = 120_000

type Way = Pick<OpenDelivery, 'route' | 'dropoff'>

/** How far along a delivery is at one moment. */
export interface Progress {
  readonly recordedAt: number
  /** Metres left to the drop-off, along the route where there is one. */
  readonly remainingM: number
  /** Metres made good in a second, averaged over the last minutes. */
  readonly paceMps?: number
}

export function progressAt(
  way: Way,
  fix: Position & { readonly recordedAt: number },
  before: Progress | undefined,
): Progress {
  const { recordedAt } = fix
  const remainingM = roundedToTenth(remainingMetres(way, fix))
  return { recordedAt, remainingM, ...defined({ paceMps: pace(way, recordedAt, remainingM, before) }) }
}

export function etaOf({ remainingM, paceMps }: Progress): EtaBand {
  return etaBand({ remainingM, ...defined({ speedMps: paceMps }) })
}

function remainingMetres({ route, dropoff }: Way, position: Position): number {
  if (route === undefined) return DETOUR * distanceInMetres(position, dropoff)
  const { alongM, offM } = projectOnLine(route.points, position)
  const wayBackM = offM > OFF_ROUTE_METRES ? offM : 0
  return Math.max(0, lineLengthInMetres(route.points) - alongM) + wayBackM
}

/** Starts from the pace the route was planned with; fades with the time that passed, however many fixes that were. */
function pace(
  way: Way,
  recordedAt: number,
  remainingM: number,
  before: Progress | undefined,
): number | undefined {
  const expected = before?.paceMps ?? plannedPace(way)
  const elapsedMs = before === undefined ? 0 : recordedAt - before.recordedAt
  if (before === undefined || elapsedMs <= 0) return expected
  const observed = ((before.remainingM - remainingM) / elapsedMs) * 1000
  if (expected === undefined) return observed
  const kept = Math.exp(-elapsedMs / PACE_MEMORY_MS)
  return kept * expected + (1 - kept) * observed
}

function plannedPace({ route }: Way): number | undefined {
  if (route === undefined || route.durationMs === 0) return undefined
  return (route.distanceM / route.durationMs) * 1000
}

function roundedToTenth(metres: number): number {
  return Math.round(metres * 10) / 10
}
