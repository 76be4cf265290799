import { bounds } from '@doorstep/city/map'
import { distanceInMetres } from '@doorstep/geo'
import { expect, it } from 'vitest'
import { onPlan, pathOfLayer, pathThrough, viewOf } from './city-plan.ts'

const corner = { lat: bounds.north, lon: bounds.west }
const station = { lat: 60.1713, lon: 24.9414 }
const market = { lat: 60.1675, lon: 24.9525 }

it('is drawn in metres', () => {
  expect(onPlan(corner)).toEqual({ x: 0, y: 0 })
  const [a, b] = [onPlan(station), onPlan(market)]
  expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeCloseTo(distanceInMetres(station, market), -1)
})

it('goes through positions in order', () => {
  expect(pathThrough([corner, corner])).toBe('M0.0 0.0L0.0 0.0')
  expect(pathThrough([])).toBe('')
})

it('draws the lines of one kind, and the outlines of areas', () => {
  const feature = (kind: string, geometry: GeoJSON.Geometry) => ({
    type: 'Feature' as const,
    properties: { kind },
    geometry,
  })
  const line = [
    [bounds.west, bounds.north],
    [bounds.west, bounds.north],
  ]
  const layer = {
    type: 'FeatureCollection' as const,
    features: [
      feature('main', { type: 'LineString', coordinates: line }),
      feature('path', { type: 'LineString', coordinates: line }),
      feature('park', { type: 'MultiPolygon', coordinates: [[line], [line, line]] }),
    ],
  }
  expect(pathOfLayer(layer, 'main')).toBe('M0.0 0.0L0.0 0.0')
  expect(pathOfLayer(layer, 'park')).toBe('M0.0 0.0L0.0 0.0'.repeat(3))
  expect(pathOfLayer(layer)).toBe('M0.0 0.0L0.0 0.0'.repeat(5))
})

it('shows all that it must, in the shape that it has', () => {
  const { x, y, width, height } = viewOf([station, market], { width: 320, height: 160 })
  expect(width / height).toBeCloseTo(2, 1)
  for (const position of [station, market]) {
    const point = onPlan(position)
    expect(point.x).toBeGreaterThan(x + 60)
    expect(point.x).toBeLessThan(x + width - 60)
    expect(point.y).toBeGreaterThan(y + 60)
    expect(point.y).toBeLessThan(y + height - 60)
  }
})
