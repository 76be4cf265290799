import type { LocationFix } from '@doorstep/contracts'
import { inEventTime, type Run } from './run.ts'
import { noSegment, type Reading, type Segment, segmentBetween } from './segment.ts'

/** A fix that has a row, with the segment the row has. */
export type KnownFix = Reading & Segment

/** By how much the rollups change at a fix. */
export interface Change {
  readonly riderId: string
  readonly fix: Reading
  readonly fixes: number
  readonly segment: Segment
}

/** A fix that becomes a row, with the segment that the row will have. */
export interface NewFix extends Change {
  readonly fix: LocationFix
}

/** A row whose fix before is another one now. */
export type Correction = Pick<LocationFix, 'riderId' | 'recordedAt'> & Segment

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
    if (isNew(fix)) {
      const change = { riderId, fix, fixes: 1, segment }
      added.push(change)
      changes.push(change)
    } else if (before !== undefined && isNew(before)) {
      corrected.push({ riderId, recordedAt: fix.recordedAt, ...segment })
      changes.push({ riderId, fix, fixes: 0, segment: difference(segment, fix) })
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
