import { rideableEdges } from '../src/edges.ts'
import { createLineGrid, type LineGrid } from '../src/line-grid.ts'
import type { CityAddress, CityPlaces, Restaurant } from '../src/places.ts'
import { REACHABLE_METRES } from '../src/places.ts'
import type { StreetGraph } from '../src/street-graph.ts'
import { byId } from './areas.ts'
import { type Extract, type Tags, tagsOf } from './extract.ts'
import { type Point, partsInside, pointOf, rounded } from './shapes.ts'

interface Located {
  readonly tags: Tags
  readonly point: Point
}

/** Restaurants and house numbers that have an address and a street to ride on close by, in the order of their names. */
export function cityPlaces(extract: Extract, graph: StreetGraph): CityPlaces {
  const streets = createLineGrid(rideableEdges(graph).map((edge) => edge.line))
  const located = locatedAddresses(extract).filter(({ point }) => isReachable(streets, point))
  return { restaurants: restaurantsOf(located), addresses: addressesOf(located) }
}

function restaurantsOf(located: readonly Located[]): Restaurant[] {
  return located
    .filter(({ tags }) => tags.amenity === 'restaurant' && tags.name !== undefined)
    .map(({ tags, point: [lon, lat] }) => ({ name: tags.name ?? '', address: addressOf(tags), lat, lon }))
    .sort((a, b) => byText(a.name, b.name) || byText(a.address, b.address))
}

/** One position for each address; that of a door or a house rather than that of a shop inside. */
function addressesOf(located: readonly Located[]): CityAddress[] {
  const isDoor = ({ tags }: Located) => tags.amenity === undefined && tags.shop === undefined
  const addresses = new Map<string, CityAddress>()
  for (const { tags, point } of [...located.filter(isDoor), ...located.filter((place) => !isDoor(place))]) {
    const address = addressOf(tags)
    const [lon, lat] = point
    if (!addresses.has(address)) addresses.set(address, { address, lat, lon })
  }
  return [...addresses.values()].sort((a, b) => byText(a.address, b.address))
}

function locatedAddresses(extract: Extract): Located[] {
  const nodes = byId(extract.nodes).map((node) => ({ tags: tagsOf(node), point: pointOf(extract, node.id) }))
  const ways = byId(extract.ways).map((way) => ({ tags: tagsOf(way), point: middleOf(extract, way.refs) }))
  return [...nodes, ...ways].flatMap(({ tags, point }) =>
    point !== undefined && tags['addr:street'] && tags['addr:housenumber'] ? [{ tags, point }] : [],
  )
}

function middleOf(extract: Extract, refs: readonly number[]): Point | undefined {
  const points = partsInside(extract, refs).flat()
  const lons = points.map(([lon]) => lon)
  const lats = points.map(([, lat]) => lat)
  if (points.length === 0) return undefined
  const middle = (values: readonly number[]) => (Math.min(...values) + Math.max(...values)) / 2
  return [rounded(middle(lons)), rounded(middle(lats))]
}

function isReachable(streets: LineGrid, [lon, lat]: Point): boolean {
  return streets.nearest({ lat, lon }, REACHABLE_METRES) !== undefined
}

function addressOf(tags: Tags): string {
  return `${tags['addr:street']} ${tags['addr:housenumber']}`
}

/** By code units: the same on every machine. */
function byText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
