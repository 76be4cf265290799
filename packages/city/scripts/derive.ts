import { mapLayerNames } from '../src/map-layers.ts'
import type { Extract } from './extract.ts'
import { mapLayers } from './layers.ts'
import { cityPlaces } from './places.ts'
import { streetGraph } from './street-graph.ts'

/** Every committed file, by its path in `data/`. The same extract gives the same bytes. */
export function deriveCity(extract: Extract): Map<string, string> {
  const graph = streetGraph(extract)
  const layers = mapLayers(extract)
  return new Map([
    ['street-graph.json', linePerItem(graph)],
    ['places.json', linePerItem(cityPlaces(extract, graph))],
    ...mapLayerNames.map((name) => [`map/${name}.geojson`, linePerItem(layers[name])] as const),
  ])
}

/** JSON with one item of each list a line, so that a rebuilt file can be compared line by line. */
function linePerItem(value: object): string {
  const fields = Object.entries(value).map(([key, field]) => {
    if (!Array.isArray(field)) return `${JSON.stringify(key)}:${JSON.stringify(field)}`
    return `${JSON.stringify(key)}:[\n${field.map((item) => JSON.stringify(item)).join(',\n')}\n]`
  })
  return `{\n${fields.join(',\n')}\n}\n`
}
