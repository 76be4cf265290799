import type { LocationFix } from '@doorstep/contracts'
import type { Measures } from './measures.ts'
import { inEventTime, type Run } from './run.ts'
import { noSegment, type Reading, type Segment, segmentBetween } from './segment.ts'

/** A fix that has a row, with the segment the row has. */
export type KnownFix = Reading & Segment

/** A fix that becomes a row. */
export type NewFix = LocationFix & Segment

/** A row whose fix before is another one now. */
export type Correction = Pick<LocationFix, 'riderId' | 'recordedAt'> & Segment

/** By how much the rollups at a place and a time change. */
export interface Change extends Measures {
  readonly riderId: string
  readonly at: number
  readonly lat: number
  readonly lon: number
}

export interface Splice {
  readonly added: readonly NewFix[]
  readonly corrected: readonly Correction[]
  readonly changes: readonly Change[]
}

/**
 * Puts a run in its place among the rows around it: the last one up to its first fix, those within it, and the first one
 * after it, if near enough for a segment. What is known already changes nothing; a fix that lands between two known ones
 * takes the place of their segment.
 */
export function splice({ riderId, fixes }: Run, known: readonly KnownFix[]): Splice {
  const added: NewFix[] = []
  const corrected: Correction[] = []
  const changes: Change[] = []
  const knownAt = new Set(known.map(({ recordedAt }) => recordedAt))
  const isNew = (fix: LocationFix | KnownFix): fix is LocationFix => !knownAt.has(fix.recordedAt)

  let before: LocationFix | KnownFix | undefined
  for (const fix of inEventTime([...known, ...fixes.filter(isNew)])) {
    const segment = before === undefined ? noSegment : segmentBetween(before, fix)
    const at = { riderId, at: fix.recordedAt, lat: fix.lat, lon: fix.lon }
    if (isNew(fix)) {
      added.push({ ...fix, ...segment })
      changes.push({ ...at, fixes: 1, ...segment })
    } else if (before !== undefined && isNew(before)) {
      corrected.push({ riderId, recordedAt: fix.recordedAt, ...segment })
      changes.push({ ...at, fixes: 0, ...difference(segment, fix) })
    }
    before = fix
  }
  return { added, corrected, changes }
}

function difference(now: Segment, then: Segment): Segment {
  return {
    distanceMm: now.distanceMm - then.distanceMm,
    movingMs: now.movingMs - then.movingMs,
    stoppedMs: now.stoppedMs - then.stoppedMs,
  }
}
