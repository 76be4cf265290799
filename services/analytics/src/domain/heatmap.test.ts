import { cellToParent, getResolution, gridDisk } from 'h3-js'
import { describe, expect, it } from 'vitest'
import { cellOf } from './cell.ts'
import { coarsened } from './heatmap.ts'

const centre = cellOf({ lat: 60.1699, lon: 24.9384 })
const heat = gridDisk(centre, 10).map((cell, i) => ({ cell, fixes: i, movingMs: 2 * i, stoppedMs: 1 }))
const total = (cells: typeof heat) => cells.reduce((sum, { fixes }) => sum + fixes, 0)

describe('a heat map', () => {
  it('is as fine as the rollup', () => {
    expect(getResolution(centre)).toBe(9)
    expect(coarsened(heat, 9)).toEqual(heat)
  })

  it.each([8, 7, 5, 0])('at resolution %d has fewer cells, and each fix once', (resolution) => {
    const coarse = coarsened(heat, resolution)
    expect(coarse.length).toBeLessThan(heat.length)
    expect(new Set(coarse.map(({ cell }) => getResolution(cell)))).toEqual(new Set([resolution]))
    expect(total(coarse)).toBe(total(heat))
  })

  it('counts for a cell what its children have', () => {
    const parent = cellToParent(centre, 8)
    const children = heat.filter(({ cell }) => cellToParent(cell, 8) === parent)
    expect(coarsened(heat, 8).find(({ cell }) => cell === parent)).toEqual({
      cell: parent,
      fixes: total(children),
      movingMs: 2 * total(children),
      stoppedMs: children.length,
    })
  })
})
