import { closedToTheSmaller } from './close-at-edge.ts'
import type { Extract, OsmRelation, OsmWay, Tags } from './extract.ts'
import { tagsOf } from './extract.ts'
import { isInside, isRing, joinedChains, type Point, partsInside, pointAt } from './shapes.ts'

/** An area and what its tags say: each polygon an outer ring, then its holes. */
export interface Area {
  readonly tags: Tags
  readonly polygons: readonly (readonly (readonly Point[])[])[]
}

/** Every closed way and multipolygon whose tags are wanted, cut at the edge of the extract, in the order of ids. */
export function areasOf(extract: Extract, isWanted: (tags: Tags) => boolean): Area[] {
  const areas: Area[] = []
  for (const way of byId(extract.ways)) {
    if (!isRing(way.refs) || !isWanted(tagsOf(way))) continue
    areas.push({ tags: tagsOf(way), polygons: ringsOf(extract, way.refs).map((ring) => [ring]) })
  }
  for (const relation of byId(extract.relations)) {
    const tags = tagsOf(relation)
    if (tags.type === 'multipolygon' && isWanted(tags))
      areas.push({ tags, polygons: polygonsOf(extract, relation) })
  }
  return areas.filter((area) => area.polygons.length > 0)
}

export function byId<Element extends { readonly id: number }>(
  elements: ReadonlyMap<number, Element>,
): Element[] {
  return [...elements.values()].sort((a, b) => a.id - b.id)
}

function polygonsOf(extract: Extract, relation: OsmRelation): Point[][][] {
  const outers = joinedRings(extract, relation, 'outer')
  const inners = joinedRings(extract, relation, 'inner')
  return outers.map((outer) => [outer, ...inners.filter((inner) => isInside(outer, pointAt(inner, 0)))])
}

/** A ring of which a whole way is missing is left out: nobody can tell where it went. */
function joinedRings(extract: Extract, relation: OsmRelation, role: string): Point[][] {
  const ways = relation.members
    .filter((member) => member.type === 'way' && member.role === role)
    .map((member) => extract.ways.get(member.ref))
    .filter((way): way is OsmWay => way !== undefined)
  return joinedChains(ways)
    .filter(isRing)
    .flatMap((refs) => ringsOf(extract, refs))
}

function ringsOf(extract: Extract, refs: readonly number[]): Point[][] {
  const parts = partsInside(extract, refs)
  const isWhole = refs.every((ref) => extract.nodes.has(ref))
  return isWhole ? parts : closedToTheSmaller(parts)
}
