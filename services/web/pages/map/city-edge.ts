import { bounds } from '@doorstep/city/map'
import { METRES_PER_DEGREE, metresPerDegreeOfLongitude } from '@doorstep/geo'
import type { Feature, FeatureCollection, Polygon } from 'geojson'

/** The city fades into paper over so many steps of so many metres, each as opaque as `CITY_EDGE_OPACITY`. */
const STEPS = 8
const STEP_M = 9
export const CITY_EDGE_OPACITY = 0.34

/** Frames around the packed city, one in the other: together a soft edge instead of a cut. */
export function cityEdge(): FeatureCollection<Polygon> {
  return {
    type: 'FeatureCollection',
    features: Array.from({ length: STEPS }, (_, step) => frame(step * STEP_M)),
  }
}

function frame(insetM: number): Feature<Polygon> {
  const lat = insetM / METRES_PER_DEGREE
  const lon = insetM / metresPerDegreeOfLongitude(bounds.south)
  const outer = rectangle(bounds.west - 1, bounds.south - 1, bounds.east + 1, bounds.north + 1)
  const inner = rectangle(bounds.west + lon, bounds.south + lat, bounds.east - lon, bounds.north - lat)
  return {
    type: 'Feature',
    properties: {},
    geometry: { type: 'Polygon', coordinates: [outer, inner.reverse()] },
  }
}

function rectangle(west: number, south: number, east: number, north: number): number[][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
}
