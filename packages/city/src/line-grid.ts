import type { Position } from '@doorstep/contracts'
import {
  type Line,
  METRES_PER_DEGREE,
  metresPerDegreeOfLongitude,
  type Projection,
  projectOnLine,
} from '@doorstep/geo'

/** The nearest of many lines, found by looking only at those in the cells around. */
export interface LineGrid {
  /** Undefined when no line is within that many metres. */
  nearest(position: Position, withinM: number): NearestLine | undefined
}

interface NearestLine {
  /** Index of the line among those the grid was made of. */
  readonly index: number
  readonly projection: Projection
}

/** About a house: few lines in a cell, few cells to look at. */
const CELL_M = 40

export function createLineGrid(lines: readonly Line[]): LineGrid {
  const perRow = METRES_PER_DEGREE / CELL_M
  const perColumn = metresPerDegreeOfLongitude(lines[0]?.[0]?.lat ?? 0) / CELL_M
  const cells = new Map<string, Set<number>>()

  for (const [index, line] of lines.entries()) {
    for (const [i, b] of line.entries()) {
      const a = line[i - 1] ?? b
      for (const key of cellsWithin(a, b, 0)) {
        const cell = cells.get(key)
        if (cell === undefined) cells.set(key, new Set([index]))
        else cell.add(index)
      }
    }
  }

  /** The cells of the box around two positions, widened by some cells. */
  function* cellsWithin(a: Position, b: Position, margin: number): Generator<string> {
    const top = Math.floor(Math.max(a.lat, b.lat) * perRow) + margin
    const right = Math.floor(Math.max(a.lon, b.lon) * perColumn) + margin
    for (let row = Math.floor(Math.min(a.lat, b.lat) * perRow) - margin; row <= top; row++) {
      for (let column = Math.floor(Math.min(a.lon, b.lon) * perColumn) - margin; column <= right; column++) {
        yield `${row}:${column}`
      }
    }
  }

  return {
    nearest(position, withinM) {
      const candidates = new Set<number>()
      for (const key of cellsWithin(position, position, Math.ceil(withinM / CELL_M))) {
        for (const index of cells.get(key) ?? []) candidates.add(index)
      }
      let nearest: NearestLine | undefined
      for (const index of candidates) {
        const projection = projectOnLine(lines[index] ?? [], position)
        if (
          projection.offM > withinM ||
          projection.offM >= (nearest?.projection.offM ?? Number.POSITIVE_INFINITY)
        )
          continue
        nearest = { index, projection }
      }
      return nearest
    },
  }
}
