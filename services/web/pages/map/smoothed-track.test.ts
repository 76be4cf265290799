import {
  destinationPoint,
  distanceInMetres,
  lineLengthInMetres,
  pointAlong,
  projectOnLine,
} from '@doorstep/geo'
import { expect, it } from 'vitest'
import { smoothedTrack } from './smoothed-track.ts'

const start = { lat: 60.17, lon: 24.94 }
const corner = destinationPoint(start, 90, 300)
const route = [start, corner, destinationPoint(corner, 0, 300)]
const beside = (alongM: number, offM: number) => destinationPoint(pointAlong(route, alongM), 135, offM)

it('is on the street where the fixes are beside it, and round the corner, not across', () => {
  const track = smoothedTrack([beside(280, 9), beside(290, 12), beside(320, 8)], route)
  for (const place of track) expect(projectOnLine(route, place).offM).toBeLessThan(0.1)
  expect(Math.min(...track.map((place) => distanceInMetres(place, corner)))).toBeLessThan(0.1)
})

it('goes where the fixes are off the route, and back to it', () => {
  const astray = destinationPoint(pointAlong(route, 150), 0, 80)
  const track = smoothedTrack([pointAlong(route, 100), astray, pointAlong(route, 200)], route)
  expect(track).toHaveLength(3)
  expect(track[1]).toEqual(astray)
})

it('does not go back and forth with the noise of a phone that stands', () => {
  const noise = [100, 104, 97, 103, 99, 105, 98].map((alongM) => pointAlong(route, alongM))
  expect(lineLengthInMetres(smoothedTrack(noise, route))).toBeCloseTo(5, 0)
})

it('is the fixes themselves without a route, and nothing of nothing', () => {
  const fixes = [start, corner]
  expect(smoothedTrack(fixes, undefined)).toEqual(fixes)
  expect(smoothedTrack([], route)).toEqual([])
})
