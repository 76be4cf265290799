import type { Feature, Polygon } from 'geojson'
import { bounds } from '../src/bounds.ts'
import { byId } from './areas.ts'
import { closedOnTheRight } from './close-at-edge.ts'
import { type Extract, tagsOf } from './extract.ts'
import { type Point, partsInside } from './shapes.ts'

/**
 * Where the quay along John Stenbergin ranta leaves the extract, 110 m from its last node inside: the next node is
 * outside, so this is read off from the verge between that quay and its street.
 */
const QUAY_CORNER: Point = [24.94477, 60.178589]
const QUAY_AT_EDGE: Point = [24.94652, bounds.north]

/** The extract has the sea only as its shore, with the water on the right. */
export function sea(extract: Extract): Feature<Polygon>[] {
  const shore = byId(extract.ways)
    .filter((way) => tagsOf(way).natural === 'coastline')
    .flatMap((way) => partsInside(extract, way.refs))
    .map((part) => (String(part[0]) === String(QUAY_CORNER) ? [QUAY_AT_EDGE, ...part] : part))
  return closedOnTheRight(shore).map((ring) => ({
    type: 'Feature',
    properties: { kind: 'sea' },
    geometry: { type: 'Polygon', coordinates: [ring.map(([lon, lat]) => [lon, lat])] },
  }))
}
