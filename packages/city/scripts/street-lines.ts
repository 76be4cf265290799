import type { Feature, LineString } from 'geojson'
import { byId } from './areas.ts'
import { type Extract, type OsmWay, type Tags, tagsOf } from './extract.ts'
import { joinedChains, partsInside } from './shapes.ts'

/** Lines of one kind and name, joined end to end so that a label finds room along them. */
export function namedLines(
  extract: Extract,
  kindOf: (tags: Tags) => string | undefined,
): Feature<LineString>[] {
  const groups = new Map<string, { kind: string; name: string | undefined; ways: OsmWay[] }>()
  for (const way of byId(extract.ways)) {
    const { name } = tagsOf(way)
    const kind = kindOf(tagsOf(way))
    if (kind === undefined) continue
    const key = `${kind} ${name ?? ''}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { kind, name, ways: [way] })
    else group.ways.push(way)
  }
  return [...groups.values()].flatMap(({ kind, name, ways }) =>
    joinedChains(ways)
      .flatMap((refs) => partsInside(extract, refs))
      .map((line) => ({
        type: 'Feature',
        properties: { kind, ...(name && { name }) },
        geometry: { type: 'LineString', coordinates: line.map(([lon, lat]) => [lon, lat]) },
      })),
  )
}
