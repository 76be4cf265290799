import type { Position } from '@doorstep/contracts'

/** Where a rider was at one time. */
export interface Sighting {
  readonly at: number
  readonly position: Position
}

/** After so long a rider may be anywhere. */
const SAYS_SOMETHING_FOR_MS = 30 * 60_000

/** The latest of those that still say something. */
export function newestSighting(
  sightings: readonly (Sighting | undefined)[],
  now: number,
): Sighting | undefined {
  return sightings
    .filter((sighting) => sighting !== undefined)
    .filter(({ at }) => at > now - SAYS_SOMETHING_FOR_MS)
    .toSorted((a, b) => b.at - a.at)[0]
}
