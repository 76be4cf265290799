import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bearingInDegrees, destinationPoint, distanceInMetres } from './globe.ts'

const degrees = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const aPosition = fc.record({ lat: degrees(-89, 89), lon: degrees(-180, 180) })
const helsinki = { lat: 60.1699, lon: 24.9384 }
const tallinn = { lat: 59.437, lon: 24.7536 }

describe('distanceInMetres', () => {
  it('is within 0.6 % of the geodesic on WGS 84 (GeographicLib: Helsinki to Tallinn is 82 308 m)', () => {
    const error = Math.abs(distanceInMetres(helsinki, tallinn) - 82_308) / 82_308
    expect(error).toBeLessThan(0.006)
  })

  it('is a quarter of the globe from the equator to the pole', () => {
    expect(distanceInMetres({ lat: 0, lon: 7 }, { lat: 90, lon: 100 })).toBeCloseTo(10_007_557, 0)
  })

  it('goes across the 180th meridian, not around the globe', () => {
    expect(distanceInMetres({ lat: 0, lon: 179.999 }, { lat: 0, lon: -179.999 })).toBeLessThan(223)
  })

  it('is the same there and back, and nothing to oneself', () => {
    fc.assert(
      fc.property(aPosition, aPosition, (a, b) => {
        expect(distanceInMetres(a, b)).toBe(distanceInMetres(b, a))
        expect(distanceInMetres(a, a)).toBe(0)
      }),
    )
  })

  it('is never shortened by a detour', () => {
    fc.assert(
      fc.property(aPosition, aPosition, aPosition, (a, b, c) => {
        const detour = distanceInMetres(a, b) + distanceInMetres(b, c)
        expect(distanceInMetres(a, c)).toBeLessThanOrEqual(detour + 0.5)
      }),
    )
  })
})

describe('bearingInDegrees', () => {
  it.each([
    ['north', { lat: 60.18, lon: 24.9384 }, 0],
    ['east', { lat: 60.1699, lon: 24.94 }, 90],
    ['south', { lat: 60.16, lon: 24.9384 }, 180],
    ['west', { lat: 60.1699, lon: 24.936 }, 270],
    ['nowhere', helsinki, 0],
  ])('to the %s', (_direction, to, expected) => {
    expect(bearingInDegrees(helsinki, to)).toBeCloseTo(expected, 1)
  })
})

describe('destinationPoint', () => {
  it('lies as far away, and in that direction, as was asked', () => {
    fc.assert(
      fc.property(aPosition, degrees(0, 359.9), degrees(1, 100_000), (from, bearing, metres) => {
        const to = destinationPoint(from, bearing, metres)
        expect(Math.abs(distanceInMetres(from, to) - metres)).toBeLessThan(0.01)
        const back = destinationPoint(from, bearingInDegrees(from, to), metres)
        expect(distanceInMetres(back, to)).toBeLessThan(0.1)
      }),
    )
  })

  it('keeps longitudes within -180 … 180', () => {
    fc.assert(
      fc.property(aPosition, degrees(0, 360), degrees(0, 1_000_000), (from, bearing, metres) => {
        expect(Math.abs(destinationPoint(from, bearing, metres).lon)).toBeLessThanOrEqual(180)
      }),
    )
  })
})
