import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { FeatureCollection, Position as LonLat } from 'geojson'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { deriveCity } from '../scripts/derive.ts'
import { readExtract } from '../scripts/extract.ts'
import { isInside } from '../scripts/shapes.ts'
import { largestStronglyConnected } from '../scripts/strongly-connected.ts'
import { bounds, isInCity } from './bounds.ts'
import { cityData } from './city.ts'
import { rideableEdges } from './edges.ts'
import { createLineGrid } from './line-grid.ts'
import { type MapLayer, mapLayerNames } from './map-layers.ts'
import { CityPlaces, REACHABLE_METRES } from './places.ts'
import { StreetGraph } from './street-graph.ts'

const text = (file: string): string => readFileSync(new URL(file, cityData), 'utf8')
const graph: StreetGraph = JSON.parse(text('street-graph.json'))
const places: CityPlaces = JSON.parse(text('places.json'))
const layer = (name: MapLayer): FeatureCollection => JSON.parse(text(`map/${name}.geojson`))

it('is what the script makes of the extract, byte for byte', async () => {
  const extract = await readExtract(fileURLToPath(new URL('helsinki-centre.osm.pbf', cityData)))
  for (const [file, derived] of deriveCity(extract)) expect(derived === text(file), file).toBe(true)
})

describe('the street graph', () => {
  it('matches its schema, and every edge its nodes and street', () => {
    expect(Check(StreetGraph, graph)).toBe(true)
    for (const { from, to, street = 0 } of graph.edges) {
      expect(Math.max(from, to)).toBeLessThan(graph.nodes.length)
      expect(street).toBeLessThan(graph.streets.length)
    }
  })

  it('leads from each junction to each other', () => {
    const links = graph.edges.map(({ from, to, oneway }) => ({ from, to, oneway: oneway === true }))
    expect(largestStronglyConnected(links).size).toBe(graph.nodes.length)
  })

  it('covers the streets of the city: 30 km at least', () => {
    expect(graph.edges.reduce((sum, edge) => sum + edge.lengthM, 0)).toBeGreaterThan(30_000)
  })
})

describe('restaurants and addresses', () => {
  const streets = createLineGrid(rideableEdges(graph).map((edge) => edge.line))

  it('match their schema, and are many', () => {
    expect(Check(CityPlaces, places)).toBe(true)
    expect(places.restaurants.length).toBeGreaterThan(100)
    expect(places.addresses.length).toBeGreaterThan(300)
  })

  it(`lie in the city, within ${REACHABLE_METRES} m of a street to ride on`, () => {
    for (const place of [...places.restaurants, ...places.addresses]) {
      expect(isInCity(place)).toBe(true)
      expect(streets.nearest(place, REACHABLE_METRES)).toBeDefined()
    }
  })

  it('have each address once', () => {
    expect(new Set(places.addresses.map(({ address }) => address)).size).toBe(places.addresses.length)
  })
})

describe('the map', () => {
  it.each(mapLayerNames)('has %s, all of a kind and within the bounds', (name) => {
    const { features } = layer(name)
    expect(features.length).toBeGreaterThan(0)
    for (const { geometry, properties } of features) {
      expect(typeof properties?.kind).toBe('string')
      for (const [lon = 0, lat = 0] of coordinatesOf(geometry)) {
        expect(lon).toBeGreaterThanOrEqual(bounds.west)
        expect(lon).toBeLessThanOrEqual(bounds.east)
        expect(lat).toBeGreaterThanOrEqual(bounds.south)
        expect(lat).toBeLessThanOrEqual(bounds.north)
      }
    }
  })

  it.each([
    ['the bay north of Kaisaniemi', 24.9425, 60.1782, true],
    ['the Cholera Basin', 24.9529, 60.1671, true],
    ['the water off John Stenbergin ranta', 24.9455, 60.179, true],
    ['the tip of Siltasaari', 24.9456, 60.1783, false],
    ['the cathedral', 24.9522, 60.1704, false],
    ['the railway station', 24.9411, 60.1719, false],
    ['the Market Square', 24.953, 60.1677, false],
  ])('has the sea where it is: %s', (_place, lon, lat, isSea) => {
    const sea = layer('water').features.filter(({ properties }) => properties?.kind === 'sea')
    const rings = sea.flatMap(({ geometry }) => (geometry.type === 'Polygon' ? geometry.coordinates : []))
    const points = rings.map((ring) => ring.map(([x = 0, y = 0]) => [x, y] as const))
    expect(points.some((ring) => isInside(ring, [lon, lat]))).toBe(isSea)
  })

  it('is small enough to serve: under 700 kB in all', () => {
    const bytes = mapLayerNames.map((name) => text(`map/${name}.geojson`).length)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(700_000)
  })
})

function coordinatesOf(geometry: unknown): LonLat[] {
  const found: LonLat[] = []
  const collect = (value: unknown): void => {
    if (!Array.isArray(value)) return
    if (typeof value[0] === 'number') found.push(value)
    else for (const part of value) collect(part)
  }
  collect(geometry && typeof geometry === 'object' && 'coordinates' in geometry ? geometry.coordinates : [])
  return found
}
