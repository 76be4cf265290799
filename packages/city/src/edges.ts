import type { Position } from '@doorstep/contracts'
import type { Line } from '@doorstep/geo'
import type { StreetEdge, StreetGraph } from './street-graph.ts'

/** An edge with its line, as it is ridden from its `from` to its `to`. */
export interface RideableEdge {
  readonly from: number
  readonly to: number
  readonly lengthM: number
  readonly oneway: boolean
  readonly street: string | undefined
  readonly line: Line
}

export function rideableEdges(graph: StreetGraph): RideableEdge[] {
  return graph.edges.map((edge) => ({
    from: edge.from,
    to: edge.to,
    lengthM: edge.lengthM,
    oneway: edge.oneway === true,
    street: edge.street === undefined ? undefined : graph.streets[edge.street],
    line: [nodeAt(graph, edge.from), ...cornersOf(edge), nodeAt(graph, edge.to)],
  }))
}

export function reversed(edge: RideableEdge): RideableEdge {
  return { ...edge, from: edge.to, to: edge.from, line: edge.line.toReversed() }
}

export function nodeAt(graph: StreetGraph, index: number): Position {
  const node = graph.nodes[index]
  if (node === undefined) throw new RangeError(`The street graph has no node ${index}`)
  return { lat: node[0], lon: node[1] }
}

function cornersOf({ via = [] }: StreetEdge): Position[] {
  const corners: Position[] = []
  for (let i = 0; i + 1 < via.length; i += 2) corners.push({ lat: via[i] ?? 0, lon: via[i + 1] ?? 0 })
  return corners
}
