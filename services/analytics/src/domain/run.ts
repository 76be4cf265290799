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
  const riders = Map.groupBy(batch, ({ riderId }) => riderId)
  return [...riders.values()].flatMap((fixes) => split(inEventTime(fixes)))
}

/** Of those recorded at the same time the first one stays the first. */
export function inEventTime<Fix extends Pick<LocationFix, 'recordedAt'>>(fixes: readonly Fix[]): Fix[] {
  return fixes.toSorted((a, b) => a.recordedAt - b.recordedAt)
}

function split(fixes: readonly LocationFix[]): Run[] {
  const pieces: LocationFix[][] = []
  let last = Number.NEGATIVE_INFINITY
  for (const fix of fixes) {
    if (fix.recordedAt === last) continue
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
