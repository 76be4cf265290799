import type { HeatCell, HeatmapFeatures } from '@doorstep/contracts'
import { cellToBoundary } from 'h3-js'

/** RFC 7946: a polygon for each cell. */
export function heatmapFeatures(cells: readonly HeatCell[]): HeatmapFeatures {
  return {
    type: 'FeatureCollection',
    features: cells.map(({ cell, ...properties }) => ({
      type: 'Feature',
      id: cell,
      geometry: { type: 'Polygon', coordinates: [cellToBoundary(cell, true)] },
      properties,
    })),
  }
}
