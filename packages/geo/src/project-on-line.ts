import type { Position } from '@doorstep/contracts'
import { METRES_PER_DEGREE, metresPerDegreeOfLongitude, shortWay } from './globe.ts'
import { at, between, type Line, segmentLengthInMetres } from './line.ts'

export interface Projection {
  /** The nearest position on the line. */
  readonly position: Position
  /** How far along the line that is. */
  readonly alongM: number
  /** How far off the line the projected position is. */
  readonly offM: number
  /** The segment it lies on: from the line's position of this index to the next. */
  readonly segment: number
}

/**
 * The position of the line that is nearest to the given one; the first of them, where the line comes by twice.
 * Measured on the plane that touches the globe at the given position: exact near it, which is where the answer matters.
 * Runs for every fix, so it allocates nothing for a segment.
 */
export function projectOnLine(line: Line, position: Position): Projection {
  const perDegreeLon = metresPerDegreeOfLongitude(position.lat)
  let segment = 0
  let share = 0
  let alongM = 0
  let squaredOff = Number.POSITIVE_INFINITY
  let passedM = 0

  for (let i = 0; i < Math.max(1, line.length - 1); i++) {
    const from = at(line, i)
    const to = line[i + 1] ?? from
    const east = shortWay(from.lon - position.lon) * perDegreeLon
    const north = (from.lat - position.lat) * METRES_PER_DEGREE
    const runEast = shortWay(to.lon - from.lon) * perDegreeLon
    const runNorth = (to.lat - from.lat) * METRES_PER_DEGREE

    const nearest = nearestShare(east, north, runEast, runNorth)
    const offEast = east + runEast * nearest
    const offNorth = north + runNorth * nearest
    const squared = offEast * offEast + offNorth * offNorth
    const lengthM = segmentLengthInMetres(from, to)
    if (squared < squaredOff) {
      squaredOff = squared
      segment = i
      share = nearest
      alongM = passedM + lengthM * nearest
    }
    passedM += lengthM
  }

  const from = at(line, segment)
  return {
    position: between(from, line[segment + 1] ?? from, share),
    alongM,
    offM: Math.sqrt(squaredOff),
    segment,
  }
}

/** The share of the way along a run that comes nearest to the origin, when the run starts at (east, north) from it. */
function nearestShare(east: number, north: number, runEast: number, runNorth: number): number {
  const squaredRun = runEast * runEast + runNorth * runNorth
  if (squaredRun === 0) return 0
  return Math.min(1, Math.max(0, -(east * runEast + north * runNorth) / squaredRun))
}
