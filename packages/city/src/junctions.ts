import { distanceInMetres } from '@doorstep/geo'
import createGraph, { type Graph } from 'ngraph.graph'
import { aStar } from 'ngraph.path'
import { nodeAt, type RideableEdge, reversed } from './edges.ts'
import type { StreetGraph } from './street-graph.ts'

/** The edges to ride, in order, each from its `from` to its `to`. */
export type RidePath = readonly RideableEdge[]

/** Answers the shortest way from one junction to another: no edges if they are the same, undefined if there is no way. */
export function createJunctionPaths(
  graph: StreetGraph,
  edges: readonly RideableEdge[],
): (from: number, to: number) => RidePath | undefined {
  const shortest = shortestBetween(edges)
  const ways: Graph<number, RideableEdge> = createGraph()
  for (const index of graph.nodes.keys()) ways.addNode(index, index)
  for (const edge of shortest.values()) ways.addLink(edge.from, edge.to, edge)

  const finder = aStar(ways, {
    oriented: true,
    distance: (_from, _to, link) => link.data.lengthM,
    heuristic: (from, to) => distanceInMetres(nodeAt(graph, from.data), nodeAt(graph, to.data)),
  })

  return (from, to) => {
    if (from === to) return []
    // ngraph.path answers from the end to the start.
    const junctions = finder.find(from, to).reverse()
    if (junctions.length === 0) return undefined
    return junctions
      .slice(1)
      .flatMap(({ data }, i) => shortest.get(key(junctions[i]?.data ?? -1, data)) ?? [])
  }
}

/** Of the edges that lead from one junction directly to another, the shortest. */
function shortestBetween(edges: readonly RideableEdge[]): Map<string, RideableEdge> {
  const shortest = new Map<string, RideableEdge>()
  for (const edge of edges.flatMap((edge) => (edge.oneway ? [edge] : [edge, reversed(edge)]))) {
    const known = shortest.get(key(edge.from, edge.to))
    if (known === undefined || edge.lengthM < known.lengthM) shortest.set(key(edge.from, edge.to), edge)
  }
  return shortest
}

const key = (from: number, to: number): string => `${from}>${to}`
