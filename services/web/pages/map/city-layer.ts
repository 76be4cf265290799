import type { MapLayer } from '@doorstep/city/map'
import type { FeatureCollection } from 'geojson'

const loading = new Map<MapLayer, Promise<FeatureCollection>>()

/** A layer of the packed city, fetched once however many ask; one that failed is asked for again. */
export function loadCityLayer(layer: MapLayer): Promise<FeatureCollection> {
  const known = loading.get(layer)
  if (known !== undefined) return known
  const fetched = fetchLayer(layer)
  loading.set(layer, fetched)
  fetched.catch(() => loading.delete(layer))
  return fetched
}

async function fetchLayer(layer: MapLayer): Promise<FeatureCollection> {
  const response = await fetch(`/map/${layer}.geojson`)
  if (!response.ok) throw new Error(`the layer ${layer} answered ${response.status}`)
  return response.json()
}
