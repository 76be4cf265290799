import { lineLengthInMetres } from '@doorstep/geo'
import type { StreetEdge, StreetGraph } from '../src/street-graph.ts'
import { byId } from './areas.ts'
import { type Extract, type OsmWay, tagsOf } from './extract.ts'
import { isOneway, isRideable } from './rideable.ts'
import { type Point, pointOf } from './shapes.ts'
import { largestStronglyConnected } from './strongly-connected.ts'

/** A piece of a way between two junctions, by the ids of its nodes. */
interface Piece {
  readonly refs: readonly number[]
  readonly from: number
  readonly to: number
  readonly oneway: boolean
  readonly name: string | undefined
}

/** The streets one may ride on, split at junctions, without the ends that cannot be left or reached again. */
export function streetGraph(extract: Extract): StreetGraph {
  const ways = byId(extract.ways).filter((way) => isRideable(tagsOf(way)))
  const pieces = piecesOf(extract, ways)
  const connected = largestStronglyConnected(pieces)
  const kept = pieces.filter(({ from, to }) => connected.has(from) && connected.has(to))

  const ids = [...new Set(kept.flatMap(({ from, to }) => [from, to]))]
  const indexOf = new Map(ids.map((id, index) => [id, index]))
  const streets = [...new Set(kept.flatMap(({ name }) => name ?? []))].sort()
  return {
    streets,
    nodes: ids.map((id) => latLon(extract, id)),
    edges: kept.map((piece) => edgeOf(extract, piece, indexOf, streets)),
  }
}

function piecesOf(extract: Extract, ways: readonly OsmWay[]): Piece[] {
  const junctions = junctionsOf(ways)
  return ways.flatMap((way) => {
    const { name } = tagsOf(way)
    const oneway = isOneway(tagsOf(way))
    return splitAt(junctions, extract, way.refs).map((refs) => {
      const [from = 0] = refs
      return { refs, from, to: refs.at(-1) ?? from, oneway, name }
    })
  })
}

/** The nodes that more than one way, or one way twice, comes by. */
function junctionsOf(ways: readonly OsmWay[]): Set<number> {
  const seen = new Set<number>()
  const junctions = new Set<number>()
  for (const { refs } of ways) {
    for (const ref of refs) {
      if (seen.has(ref)) junctions.add(ref)
      seen.add(ref)
    }
  }
  return junctions
}

function splitAt(junctions: ReadonlySet<number>, extract: Extract, refs: readonly number[]): number[][] {
  const pieces: number[][] = [[]]
  for (const ref of refs) {
    if (!extract.nodes.has(ref)) {
      pieces.push([])
      continue
    }
    pieces.at(-1)?.push(ref)
    if (junctions.has(ref)) pieces.push([ref])
  }
  return pieces.filter((piece) => piece.length >= 2)
}

function edgeOf(
  extract: Extract,
  { refs, from, to, oneway, name }: Piece,
  indexOf: ReadonlyMap<number, number>,
  streets: readonly string[],
): StreetEdge {
  const points = refs.map((ref) => latLon(extract, ref))
  const via = points.slice(1, -1).flat()
  const metres = lineLengthInMetres(points.map(([lat, lon]) => ({ lat, lon })))
  return {
    from: indexOf.get(from) ?? -1,
    to: indexOf.get(to) ?? -1,
    lengthM: Math.round(metres * 10) / 10,
    ...(name !== undefined && { street: streets.indexOf(name) }),
    ...(oneway && { oneway }),
    ...(via.length > 0 && { via }),
  }
}

function latLon(extract: Extract, id: number): [lat: number, lon: number] {
  const point: Point | undefined = pointOf(extract, id)
  if (point === undefined) throw new Error(`Node ${id} is not in the extract`)
  return [point[1], point[0]]
}
