import type { Position } from '@doorstep/contracts'
import { cellToParent, latLngToCell } from 'h3-js'

/** A hexagon of H3, as text: 400 m across at the finest here, 1.1 km at 8, 2.8 km at 7. */
export type Cell = string

/** What a rider crosses in a minute and a half: fine enough for a street, too coarse for a door. */
export const FINEST_RESOLUTION = 9

export function cellOf({ lat, lon }: Position): Cell {
  return latLngToCell(lat, lon, FINEST_RESOLUTION)
}

/** The cell of a coarser resolution that it counts for. Of its fixes near the rim some lie outside: H3 nests about. */
export function parentOf(cell: Cell, resolution: number): Cell {
  return cellToParent(cell, resolution)
}
