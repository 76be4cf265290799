import type { LocationFix } from '@doorstep/contracts'
import { LONGEST_SEGMENT_MS } from './segment.ts'

/** Fixes of one rider in event time, each near enough to the next for a segment, at least one. */
export interface Run {
  readonly riderId: string
  readonly from: number
  readonly to: number
  readonly fixes: readonly LocationFix[]
}

/** A batch as runs. Of fixes with the same identity the first counts. */
export function runsOf(batch: readonly LocationFix[]): Run[] {
  const riders = new Map<string, Map<number, LocationFix>>()
  for (const fix of batch) {
    const fixes = riders.get(fix.riderId) ?? new Map<number, LocationFix>()
    if (!fixes.has(fix.recordedAt)) fixes.set(fix.recordedAt, fix)
    riders.set(fix.riderId, fixes)
  }
  return [...riders.values()].flatMap((fixes) => split(inEventTime([...fixes.values()])))
}

export function inEventTime<Fix extends Pick<LocationFix, 'recordedAt'>>(fixes: readonly Fix[]): Fix[] {
  return fixes.toSorted((a, b) => a.recordedAt - b.recordedAt)
}

function split(fixes: readonly LocationFix[]): Run[] {
  const pieces: LocationFix[][] = []
  let last = Number.NEGATIVE_INFINITY
  for (const fix of fixes) {
    if (fix.recordedAt - last > LONGEST_SEGMENT_MS) pieces.push([])
    pieces.at(-1)?.push(fix)
    last = fix.recordedAt
  }
  return pieces.flatMap(runOf)
}

function runOf(fixes: readonly LocationFix[]): Run[] {
  const [first, last] = [fixes[0], fixes.at(-1)]
  if (first === undefined || last === undefined) return []
  return [{ riderId: first.riderId, from: first.recordedAt, to: last.recordedAt, fixes }]
}
