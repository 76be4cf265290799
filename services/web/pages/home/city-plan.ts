import { bounds } from '@doorstep/city/map'
import type { Position } from '@doorstep/contracts'
import { METRES_PER_DEGREE, metresPerDegreeOfLongitude } from '@doorstep/geo'
import type { FeatureCollection, Geometry } from 'geojson'

const METRES_PER_DEGREE_LON = metresPerDegreeOfLongitude((bounds.north + bounds.south) / 2)

export interface Point {
  readonly x: number
  readonly y: number
}

/** Metres east and south of the city's corner: the plane that the small maps are drawn on. */
export function onPlan({ lat, lon }: Position): Point {
  return { x: (lon - bounds.west) * METRES_PER_DEGREE_LON, y: (bounds.north - lat) * METRES_PER_DEGREE }
}

/** A line through positions, as an SVG path; to the decimetre. */
export function pathThrough(positions: readonly Position[]): string {
  return positions
    .map(onPlan)
    .map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`)
    .join('')
}

/** All lines and outlines of a layer, or of its features of one kind, as one SVG path. */
export function pathOfLayer({ features }: FeatureCollection, kind?: string): string {
  return features
    .filter(({ properties }) => kind === undefined || properties?.kind === kind)
    .flatMap(({ geometry }) => linesOf(geometry))
    .map((line) => pathThrough(line.map(([lon = 0, lat = 0]) => ({ lat, lon }))))
    .join('')
}

/** A part of the plan, in metres. */
export interface View extends Point {
  readonly width: number
  readonly height: number
}

/** The part of the plan that shows all of these, in this shape. */
export function viewOf(
  positions: readonly Position[],
  shape: { readonly width: number; readonly height: number },
): View {
  const points = positions.map(onPlan)
  const [left, right] = extent(points.map(({ x }) => x))
  const [top, bottom] = extent(points.map(({ y }) => y))
  const scale = Math.max(
    LEAST_M / shape.width,
    (right - left + 2 * MARGIN_M) / shape.width,
    (bottom - top + 2 * MARGIN_M) / shape.height,
  )
  const width = shape.width * scale
  const height = shape.height * scale
  return { x: (left + right - width) / 2, y: (top + bottom - height) / 2, width, height }
}

/** Room around what must be seen. */
const MARGIN_M = 70
/** Closer than this, streets are no map any more. */
const LEAST_M = 560

function extent(values: readonly number[]): [least: number, most: number] {
  return [Math.min(...values), Math.max(...values)]
}

function linesOf(geometry: Geometry): number[][][] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}
