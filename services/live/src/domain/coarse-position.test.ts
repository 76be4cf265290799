import { distanceInMetres } from '@doorstep/geo'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { aPosition } from '../../test/positions.ts'
import { asSeen, inCell } from './coarse-position.ts'

const helsinki = {
  lat: fc.double({ min: 60.1, max: 60.3, noNaN: true }),
  lon: fc.double({ min: 24.7, max: 25.2, noNaN: true }),
}
const exact = fc.record(helsinki).map((place) =>
  aPosition(10, {
    ...place,
    speedMps: 5,
    bearingDeg: 90,
    accuracyM: 4,
    remainingM: 300,
    eta: { earliestMs: 1, latestMs: 2 },
  }),
)

it('tells which cell and when, and nothing else', () => {
  fc.assert(
    fc.property(exact, (position) => {
      const { cursor, recordedAt, lat, lon, accuracyM, ...others } = inCell(position)
      expect({ cursor, recordedAt }).toEqual({ cursor: position.cursor, recordedAt: position.recordedAt })
      expect(distanceInMetres({ lat, lon }, position)).toBeLessThanOrEqual(accuracyM ?? 0)
      expect(accuracyM).toBeGreaterThan(1_000)
      expect(others).toEqual({ type: 'position', precision: 'cell' })
    }),
  )
})

it('is the same from wherever in the cell, and of a cell itself', () => {
  fc.assert(
    fc.property(exact, (position) => {
      const cell = inCell(position)
      expect(inCell(cell)).toEqual(cell)
      expect(
        inCell({ ...position, lat: (position.lat + cell.lat) / 2, lon: (position.lon + cell.lon) / 2 }),
      ).toEqual(cell)
    }),
  )
})

it.each([
  ['exactly at', 10, false],
  ['as a cell before', 11, true],
])('is seen %s the time from which the stop is next', (_how, exactSince, asCell) => {
  const position = aPosition(10)
  expect(asSeen(position, exactSince)).toEqual(asCell ? inCell(position) : position)
})
