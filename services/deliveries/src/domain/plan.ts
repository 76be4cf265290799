import type { Delivery, PlannedStop, Position, Stop, StopKind } from '@doorstep/contracts'
import { placeOf } from './stops.ts'

/** To park, find the counter or the door, and hand over: a guess of a minute each. */
export const SPENT_AT_MS: Readonly<Record<StopKind, number>> = { pickup: 60_000, dropoff: 60_000 }

/** How far and how long from one place to the next. */
export interface Leg {
  readonly distanceM: number
  readonly durationMs: number
}

export interface SetOut {
  readonly at: number
  /** Where the rider was seen last; if nobody knows, they are taken to be at their first stop. */
  readonly from: Position | undefined
}

export interface Pair {
  readonly from: Position
  readonly to: Position
}

export type Planning =
  | { readonly ok: true; readonly stops: readonly PlannedStop[] }
  | { readonly ok: false; readonly missing: readonly Pair[] }

const NO_WAY: Leg = { distanceM: 0, durationMs: 0 }

/** When each stop is reached, one after the other, or which ways have to be known for that. */
export function plan(
  stops: readonly Stop[],
  open: readonly Delivery[],
  { at, from }: SetOut,
  legBetween: (from: Position, to: Position) => Leg | undefined,
): Planning {
  const planned: PlannedStop[] = []
  const missing: Pair[] = []
  let here = from
  let leavesAt = at
  for (const stop of stops) {
    const place = placeOf(stop, open)
    if (place === undefined) throw new Error(`No open delivery ${stop.deliveryId}`)
    const leg = here === undefined ? NO_WAY : legBetween(here, place)
    if (leg === undefined && here !== undefined) missing.push({ from: here, to: place })
    const { distanceM, durationMs } = leg ?? NO_WAY
    const etaAt = leavesAt + durationMs
    planned.push({ deliveryId: stop.deliveryId, kind: stop.kind, distanceM, durationMs, etaAt })
    here = place
    leavesAt = etaAt + SPENT_AT_MS[stop.kind]
  }
  return missing.length > 0 ? { ok: false, missing } : { ok: true, stops: planned }
}

/** When the delivery reaches its customer. */
export function etaOf(deliveryId: string, stops: readonly PlannedStop[]): number | undefined {
  return stops.find((stop) => stop.deliveryId === deliveryId && stop.kind === 'dropoff')?.etaAt
}
