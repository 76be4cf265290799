import type { HeatCell } from '@doorstep/contracts'
import { FINEST_RESOLUTION, parentOf } from './cell.ts'

/** The same counts in the cells of a coarser resolution; nothing is lost and nothing counted twice. */
export function coarsened(cells: readonly HeatCell[], resolution: number): HeatCell[] {
  if (resolution === FINEST_RESOLUTION) return [...cells]
  const parents = Map.groupBy(cells, ({ cell }) => parentOf(cell, resolution))
  return [...parents].map(([cell, children]) => ({
    cell,
    fixes: sumOf(children, ({ fixes }) => fixes),
    movingMs: sumOf(children, ({ movingMs }) => movingMs),
    stoppedMs: sumOf(children, ({ stoppedMs }) => stoppedMs),
  }))
}

function sumOf(cells: readonly HeatCell[], measure: (cell: HeatCell) => number): number {
  return cells.reduce((sum, cell) => sum + measure(cell), 0)
}
