import { destinationPoint } from '@doorstep/geo'
import fc from 'fast-check'
import { cellToLatLng, getPentagons } from 'h3-js'
import { expect, it } from 'vitest'
import { cellOf, FINEST_RESOLUTION } from './cell.ts'
import { cellFinder } from './cell-finder.ts'

const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const anywhere = fc.record({ lat: degrees(-90, 90), lon: degrees(-180, 180) })
/** Where cells have other shapes: at the corners of H3's icosahedron, at the poles, and where longitudes begin anew. */
const oddPlaces = fc.oneof(
  fc.constantFrom(
    ...getPentagons(FINEST_RESOLUTION)
      .map(cellToLatLng)
      .map(([lat, lon]) => ({ lat, lon })),
  ),
  fc.record({ lat: fc.constantFrom(-90, 90, 60), lon: fc.constantFrom(-180, 180, 0) }),
)
/** Steps of up to half a kilometre: some within the cell, some across its edges. */
const ride = fc.record({
  start: fc.oneof(anywhere, oddPlaces),
  steps: fc.array(fc.record({ bearing: degrees(0, 360), metres: degrees(0, 500) }), { maxLength: 100 }),
})

it('finds the cells that H3 finds, anywhere on the globe', () => {
  fc.assert(
    fc.property(ride, ({ start, steps }) => {
      const found = cellFinder()
      const path = [start]
      for (const { bearing, metres } of steps)
        path.push(destinationPoint(path.at(-1) ?? start, bearing, metres))
      expect(path.map(found)).toEqual(path.map(cellOf))
    }),
    { numRuns: 300 },
  )
})
