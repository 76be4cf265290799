import type { Position } from '@doorstep/contracts'
import { cellToBoundary } from 'h3-js'
import { type Cell, cellOf } from './cell.ts'

/** Finds cells of positions that follow one another: H3, which takes a microsecond, is asked where the cell before ends. */
export function cellFinder(): (position: Position) => Cell {
  const outlines = new Map<Cell, Outline>()
  let last: Outline | undefined
  return (position) => {
    if (last !== undefined && isInside(last, position)) return last.cell
    const cell = cellOf(position)
    last = outlines.get(cell) ?? outlineOf(cell)
    outlines.set(cell, last)
    return cell
  }
}

interface Vector {
  readonly x: number
  readonly y: number
  readonly z: number
}

/** Edges of cells are parts of great circles: the plane of each has all of the cell on one side. */
interface Outline {
  readonly cell: Cell
  /** Of each plane, the normal on the cell's side. */
  readonly inward: readonly Vector[]
}

/** Six centimetres on the ground. Nearer to an edge H3 decides, with its own rounding. */
const MARGIN_RADIANS = 1e-8

const RADIANS_PER_DEGREE = Math.PI / 180

function isInside({ inward }: Outline, position: Position): boolean {
  const { x, y, z } = vectorTo(position)
  for (const normal of inward) {
    if (normal.x * x + normal.y * y + normal.z * z < MARGIN_RADIANS) return false
  }
  return true
}

/** Corners go round anticlockwise. */
function outlineOf(cell: Cell): Outline {
  const corners = cellToBoundary(cell).map(([lat, lon]) => vectorTo({ lat, lon }))
  const inward = corners.map((corner, i) => normalOf(corner, corners[(i + 1) % corners.length] as Vector))
  return { cell, inward }
}

/** From the centre of the earth, as a sphere of radius 1. */
function vectorTo({ lat, lon }: Position): Vector {
  const [north, east] = [lat * RADIANS_PER_DEGREE, lon * RADIANS_PER_DEGREE]
  const towardsAxis = Math.cos(north)
  return { x: towardsAxis * Math.cos(east), y: towardsAxis * Math.sin(east), z: Math.sin(north) }
}

function normalOf(a: Vector, b: Vector): Vector {
  const x = a.y * b.z - a.z * b.y
  const y = a.z * b.x - a.x * b.z
  const z = a.x * b.y - a.y * b.x
  const length = Math.hypot(x, y, z)
  return { x: x / length, y: y / length, z: z / length }
}
