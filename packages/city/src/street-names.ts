import type { Position } from '@doorstep/contracts'
import type { FeatureCollection } from 'geojson'
import { createLineGrid } from './line-grid.ts'

/** Wider than the widest street with its pavements, narrower than a block. */
const NEAR_METRES = 40

/** Answers which named street one is on, given the map's layer `streets`. */
export function createStreetNames(streets: FeatureCollection): (position: Position) => string | undefined {
  const named = streets.features.flatMap(({ geometry, properties }) =>
    geometry.type === 'LineString' && typeof properties?.name === 'string'
      ? [{ name: properties.name, line: geometry.coordinates.map(([lon = 0, lat = 0]) => ({ lat, lon })) }]
      : [],
  )
  const grid = createLineGrid(named.map(({ line }) => line))
  return (position) => {
    const nearest = grid.nearest(position, NEAR_METRES)
    return nearest === undefined ? undefined : named[nearest.index]?.name
  }
}
