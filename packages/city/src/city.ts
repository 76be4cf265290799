import { readFileSync } from 'node:fs'
import type { Position } from '@doorstep/contracts'
import type { FeatureCollection } from 'geojson'
import type { CityAddress, CityPlaces, Restaurant } from './places.ts'
import { type CityRoute, createRouteFinder } from './route-finder.ts'
import type { StreetGraph } from './street-graph.ts'
import { createStreetNames } from './street-names.ts'

/** Holds `street-graph.json`, `places.json` and `map/<layer>.geojson`, to be served as they are. */
export const cityData = new URL('../data/', import.meta.url)

export interface City {
  readonly restaurants: readonly Restaurant[]
  readonly addresses: readonly CityAddress[]
  /** The shortest way by bicycle, from kerb to kerb. Undefined where either end lies outside the city or off its streets. */
  findRoute(from: Position, to: Position): CityRoute | undefined
  /** The named street one is on, or undefined away from any. */
  streetNear(position: Position): string | undefined
}

/** Reads the committed data, once: about 30 ms. */
export function loadCity(): City {
  const graph: StreetGraph = read('street-graph.json')
  const places: CityPlaces = read('places.json')
  const streets: FeatureCollection = read('map/streets.geojson')
  return { ...places, findRoute: createRouteFinder(graph), streetNear: createStreetNames(streets) }
}

function read(file: string) {
  return JSON.parse(readFileSync(new URL(file, cityData), 'utf8'))
}
