import type { PositionMessage } from '@doorstep/contracts'

/** Five minutes at one fix a second: how far back a resume can reach. After a longer absence a `reset` says so. */
export const TRAIL_LENGTH = 300

/** The newest positions of one delivery, oldest first, each recorded later than the one before. */
export type Trail = readonly PositionMessage[]

/** The trail with a position added; the same trail if the position is not newer than all of it. */
export function extended(trail: Trail, position: PositionMessage): Trail {
  const newest = trail.at(-1)
  if (newest !== undefined && position.recordedAt <= newest.recordedAt) return trail
  return [...trail.slice(-(TRAIL_LENGTH - 1)), position]
}

/** One trail of several that overlap, as what was stored and what arrived while it was read do. */
export function merged(...trails: readonly Trail[]): Trail {
  const byTime = new Map(trails.flat().map((position) => [position.recordedAt, position]))
  return [...byTime.values()].sort((a, b) => a.recordedAt - b.recordedAt).slice(-TRAIL_LENGTH)
}
