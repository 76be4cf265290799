import fc from 'fast-check'
import { expect, it } from 'vitest'
import { destinationPoint } from './globe.ts'
import { projectOnLine } from './project-on-line.ts'
import { simplifiedLine } from './simplified-line.ts'

const start = { lat: 60.17, lon: 24.94 }
const aPosition = fc.record({
  lat: fc.double({ min: 60.15, max: 60.19, noNaN: true }),
  lon: fc.double({ min: 24.91, max: 24.97, noNaN: true }),
})

it('leaves out what is nearly on the way, and keeps corners', () => {
  const beside = destinationPoint(destinationPoint(start, 90, 150), 0, 4)
  const corner = destinationPoint(start, 90, 300)
  const end = destinationPoint(corner, 0, 200)
  expect(simplifiedLine([start, beside, corner, end], 5)).toEqual([start, corner, end])
})

it('keeps the ends, and leaves no position farther off than was said', () => {
  const aLine = fc.array(aPosition, { minLength: 2, maxLength: 30 })
  fc.assert(
    fc.property(aLine, fc.integer({ min: 1, max: 500 }), (line, withinM) => {
      const simple = simplifiedLine(line, withinM)
      expect([simple[0], simple.at(-1)]).toEqual([line[0], line.at(-1)])
      // Projections are measured on planes that touch the globe at different places: some centimetres of a kilometre.
      for (const position of line) expect(projectOnLine(simple, position).offM).toBeLessThan(withinM + 1)
    }),
  )
})
