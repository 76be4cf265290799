import { destinationPoint, projectOnLine } from '@doorstep/geo'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createLineGrid } from './line-grid.ts'

const aPosition = fc.record({
  lat: fc.double({ min: 60.164, max: 60.18, noNaN: true }),
  lon: fc.double({ min: 24.93, max: 24.96, noNaN: true }),
})

it('finds the line that looking at all of them finds', () => {
  const lines = fc.array(fc.array(aPosition, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 10 })
  fc.assert(
    fc.property(lines, aPosition, (all, position) => {
      const nearest = Math.min(...all.map((line) => projectOnLine(line, position).offM))
      const found = createLineGrid(all).nearest(position, 300)
      if (nearest <= 300) expect(found?.projection.offM).toBe(nearest)
      else expect(found).toBeUndefined()
    }),
    { numRuns: 50 },
  )
})

it('finds none beyond the distance that was asked', () => {
  const start = { lat: 60.17, lon: 24.94 }
  const grid = createLineGrid([[start, destinationPoint(start, 90, 100)]])
  expect(grid.nearest(destinationPoint(start, 180, 39), 40)).toMatchObject({ index: 0 })
  expect(grid.nearest(destinationPoint(start, 180, 41), 40)).toBeUndefined()
})

it('has nothing to find without lines', () => {
  expect(createLineGrid([]).nearest({ lat: 60.17, lon: 24.94 }, 1000)).toBeUndefined()
})
