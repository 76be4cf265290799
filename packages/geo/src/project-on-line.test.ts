import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { destinationPoint, distanceInMetres } from './globe.ts'
import { lineLengthInMetres, pointAlong } from './line.ts'
import { projectOnLine } from './project-on-line.ts'

const aPosition = fc.record({
  lat: fc.double({ min: 60.15, max: 60.19, noNaN: true }),
  lon: fc.double({ min: 24.91, max: 24.97, noNaN: true }),
})
const aLine = fc.array(aPosition, { minLength: 2, maxLength: 12 })

const start = { lat: 60.17, lon: 24.94 }
const corner = destinationPoint(start, 90, 300)
const end = destinationPoint(corner, 0, 200)
const line = [start, corner, end]

describe('projectOnLine', () => {
  it('says where on the line, how far along, how far off and on which segment', () => {
    const beside = destinationPoint(pointAlong(line, 400), 90, 12)
    const projection = projectOnLine(line, beside)

    expect(distanceInMetres(projection.position, pointAlong(line, 400))).toBeLessThan(0.01)
    expect(projection.alongM).toBeCloseTo(400, 1)
    expect(projection.offM).toBeCloseTo(12, 1)
    expect(projection.segment).toBe(1)
  })

  it.each([
    ['the start', destinationPoint(start, 270, 50), 0],
    ['the end', destinationPoint(end, 0, 50), 500],
  ])('stops at %s of the line', (_end, beyond, alongM) => {
    const projection = projectOnLine(line, beyond)
    expect(projection.alongM).toBeCloseTo(alongM, 1)
    expect(projection.offM).toBeCloseTo(50, 1)
  })

  it('takes the first of two passages', () => {
    const thereAndBack = [start, corner, start]
    expect(projectOnLine(thereAndBack, pointAlong(thereAndBack, 450)).alongM).toBeCloseTo(150, 1)
  })

  it('takes a line of one position, or of one position repeated, as that position', () => {
    expect(projectOnLine([start], corner)).toMatchObject({ position: start, alongM: 0, segment: 0 })
    expect(projectOnLine([start, start], corner)).toMatchObject({ position: start, alongM: 0, segment: 0 })
  })

  it('works across the 180th meridian', () => {
    const dateLine = [
      { lat: -16, lon: 179.99 },
      { lat: -16, lon: -179.99 },
    ]
    const { position, offM } = projectOnLine(dateLine, { lat: -16.001, lon: -179.995 })
    expect(position.lon).toBeCloseTo(-179.995, 6)
    expect(offM).toBeLessThan(112)
  })

  it('is nearer than any sample of the line', () => {
    fc.assert(
      fc.property(aLine, aPosition, (points, position) => {
        const { offM } = projectOnLine(points, position)
        const length = lineLengthInMetres(points)
        for (let i = 0; i <= 50; i++) {
          const sample = distanceInMetres(pointAlong(points, (length * i) / 50), position)
          expect(offM).toBeLessThanOrEqual(sample * 1.001 + 0.01)
        }
      }),
    )
  })

  it('is as far off as the position it names', () => {
    fc.assert(
      fc.property(aLine, aPosition, (points, position) => {
        const projection = projectOnLine(points, position)
        expect(distanceInMetres(projection.position, position)).toBeCloseTo(
          projection.offM,
          projection.offM < 500 ? 0 : -2,
        )
        expect(distanceInMetres(pointAlong(points, projection.alongM), projection.position)).toBeLessThan(
          0.01,
        )
      }),
    )
  })

  it('finds a position of the line where it is', () => {
    fc.assert(
      fc.property(aLine, fc.double({ min: 0, max: 1, noNaN: true }), (points, share) => {
        const onLine = pointAlong(points, lineLengthInMetres(points) * share)
        const { position, offM } = projectOnLine(points, onLine)
        expect(offM).toBeLessThan(0.01)
        expect(distanceInMetres(position, onLine)).toBeLessThan(0.01)
      }),
    )
  })

  it('never goes back while the position moves on along a straight line', () => {
    const straight = [start, corner]
    const metres = fc.double({ min: 0, max: 300, noNaN: true })
    fc.assert(
      fc.property(metres, metres, (a, b) => {
        const [sooner, later] = a < b ? [a, b] : [b, a]
        const before = projectOnLine(straight, pointAlong(straight, sooner)).alongM
        const after = projectOnLine(straight, pointAlong(straight, later)).alongM
        expect(before).toBeLessThanOrEqual(after + 1e-6)
      }),
    )
  })
})
