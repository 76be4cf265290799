import type { Feature, FeatureCollection, MultiPolygon, Point as PointGeometry } from 'geojson'
import type { MapLayer } from '../src/map-layers.ts'
import { type Area, areasOf, byId } from './areas.ts'
import { type Extract, isUnderground, type Tags, tagsOf } from './extract.ts'
import { sea } from './sea.ts'
import { pointOf } from './shapes.ts'
import { namedLines } from './street-lines.ts'

/** The map, a GeoJSON file a layer. */
export function mapLayers(extract: Extract): Record<MapLayer, FeatureCollection> {
  return {
    water: collection([...sea(extract), ...areaFeatures(extract, waterKind)]),
    green: collection(areaFeatures(extract, greenKind)),
    squares: collection(areaFeatures(extract, squareKind)),
    piers: collection([...areaFeatures(extract, pierKind), ...namedLines(extract, pierKind)]),
    buildings: collection(areaFeatures(extract, buildingKind)),
    streets: collection(namedLines(extract, streetKind)),
    railways: collection(namedLines(extract, railwayKind)),
    labels: collection(labels(extract)),
  }
}

/** What a thing is on the map, or undefined if it is not on that layer. */
type Kind = (tags: Tags) => string | undefined

const waterKind: Kind = ({ natural, landuse, amenity }) => {
  if (natural === 'water' || landuse === 'basin') return 'lake'
  return amenity === 'fountain' ? 'fountain' : undefined
}

const greenKind: Kind = ({ leisure, landuse, natural }) => {
  if (leisure === 'park' || leisure === 'garden') return 'park'
  if (leisure === 'pitch' || leisure === 'playground') return 'play'
  if (natural === 'wood' || natural === 'scrub') return 'wood'
  return landuse === 'grass' || natural === 'heath' || natural === 'wetland' ? 'grass' : undefined
}

const squareKind: Kind = (tags) => {
  if (isUnderground(tags)) return undefined
  const isPaved = tags.highway === 'pedestrian' || (tags.highway === 'footway' && tags.area === 'yes')
  return tags.place === 'square' || isPaved ? 'square' : undefined
}

const pierKind: Kind = ({ man_made }) => (man_made === 'pier' ? 'pier' : undefined)

const buildingKind: Kind = (tags) => {
  if (tags.building === undefined || tags.building === 'no' || isUnderground(tags)) return undefined
  return tags.building === 'roof' ? 'roof' : 'building'
}

const mainStreets = /^(trunk|primary|secondary)(_link)?$/
const streets = /^(tertiary|unclassified|residential|living_street)(_link)?$/
const paths = /^(service|pedestrian|cycleway|footway|path|steps|track)$/

const streetKind: Kind = (tags) => {
  const { highway = '', footway, area, service } = tags
  if (isUnderground(tags) || area === 'yes' || footway !== undefined || service === 'parking_aisle')
    return undefined
  if (mainStreets.test(highway)) return 'main'
  if (streets.test(highway)) return 'street'
  return paths.test(highway) ? 'path' : undefined
}

const railwayKind: Kind = (tags) =>
  !isUnderground(tags) && (tags.railway === 'rail' || tags.railway === 'tram') ? tags.railway : undefined

const labelKind: Kind = ({ place, railway, public_transport }) => {
  if (place === 'suburb') return 'suburb'
  return railway === 'station' && public_transport === 'station' ? 'station' : undefined
}

function areaFeatures(extract: Extract, kindOf: Kind): Feature<MultiPolygon>[] {
  return areasOf(extract, (tags) => kindOf(tags) !== undefined).map((area) => ({
    type: 'Feature',
    properties: propertiesOf(area, kindOf),
    geometry: {
      type: 'MultiPolygon',
      coordinates: area.polygons.map((rings) => rings.map((ring) => ring.map(([lon, lat]) => [lon, lat]))),
    },
  }))
}

function propertiesOf({ tags }: Pick<Area, 'tags'>, kindOf: Kind): { kind?: string; name?: string } {
  const kind = kindOf(tags)
  return { ...(kind && { kind }), ...(tags.name && { name: tags.name }) }
}

function labels(extract: Extract): Feature<PointGeometry>[] {
  return byId(extract.nodes).flatMap((node) => {
    const point = pointOf(extract, node.id)
    const properties = propertiesOf({ tags: tagsOf(node) }, labelKind)
    if (point === undefined || properties.kind === undefined || properties.name === undefined) return []
    return [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: [...point] } }]
  })
}

function collection(features: Feature[]): FeatureCollection {
  return { type: 'FeatureCollection', features }
}
