import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { destinationPoint, distanceInMetres } from './globe.ts'
import { lineBetween, lineLengthInMetres, pointAlong, remainingRoute, segmentLengthInMetres } from './line.ts'

const start = { lat: 60.17, lon: 24.94 }
const corner = destinationPoint(start, 90, 300)
const end = destinationPoint(corner, 0, 200)
const line = [start, corner, end]

describe('lineLengthInMetres', () => {
  it('is the sum of the segments', () => {
    expect(lineLengthInMetres(line)).toBeCloseTo(500, 2)
  })

  it('is nothing for a single position', () => {
    expect(lineLengthInMetres([start])).toBe(0)
  })

  it('agrees with the distance over the globe to 0.01 % for pieces of up to 50 km', () => {
    const from = fc.record({
      lat: fc.double({ min: -70, max: 70, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    })
    const bearing = fc.double({ min: 0, max: 360, noNaN: true })
    const metres = fc.double({ min: 1, max: 50_000, noNaN: true })
    fc.assert(
      fc.property(from, bearing, metres, (a, degrees, length) => {
        const b = destinationPoint(a, degrees, length)
        const exact = distanceInMetres(a, b)
        expect(Math.abs(segmentLengthInMetres(a, b) - exact)).toBeLessThanOrEqual(exact * 1e-4)
      }),
    )
  })
})

describe('pointAlong', () => {
  it.each([
    ['before the start', -5, start],
    ['at the start', 0, start],
    ['at the corner', 300, corner],
    ['at the end', 500, end],
    ['beyond the end', 501, end],
  ])('%s', (_where, metres, expected) => {
    expect(distanceInMetres(pointAlong(line, metres), expected)).toBeLessThan(0.01)
  })

  it('is half-way up the second street', () => {
    const expected = destinationPoint(corner, 0, 100)
    expect(distanceInMetres(pointAlong(line, 400), expected)).toBeLessThan(0.01)
  })

  it('passes over positions that repeat', () => {
    expect(pointAlong([start, start, start], 0)).toEqual(start)
    expect(distanceInMetres(pointAlong([start, start, corner], 300), corner)).toBeLessThan(0.01)
  })
})

describe('remainingRoute', () => {
  it('is as long as what is left', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 500, noNaN: true }), (alongM) => {
        expect(lineLengthInMetres(remainingRoute(line, alongM))).toBeCloseTo(500 - alongM, 2)
      }),
    )
  })

  it('starts where the rider is and keeps the corners ahead', () => {
    expect(remainingRoute(line, 100)).toEqual([pointAlong(line, 100), corner, end])
    expect(remainingRoute(line, 350)).toEqual([pointAlong(line, 350), end])
  })

  it('is the end alone once there', () => {
    expect(remainingRoute(line, 600)).toEqual([end])
  })
})

describe('lineBetween', () => {
  it('is as long as the difference of its ends', () => {
    const metres = fc.double({ min: 0, max: 500, noNaN: true })
    fc.assert(
      fc.property(metres, metres, (a, b) => {
        const [fromM, toM] = a < b ? [a, b] : [b, a]
        expect(lineLengthInMetres(lineBetween(line, fromM, toM))).toBeCloseTo(toM - fromM, 2)
      }),
    )
  })

  it('names each corner once, also where a cut is one', () => {
    expect(lineBetween(line, 0, 1000)).toEqual(line)
    expect(lineBetween(line, 100, 400)).toEqual([pointAlong(line, 100), corner, pointAlong(line, 400)])
    const length = lineLengthInMetres([start, corner])
    expect(lineBetween(line, 0, length)).toEqual([start, corner])
    expect(lineBetween(line, length, 1000)).toEqual([corner, end])
  })

  it('has two positions even where it has no length', () => {
    expect(lineBetween(line, 500, 500)).toHaveLength(2)
    expect(lineBetween(line, 0, 0)).toEqual([start, start])
  })
})
