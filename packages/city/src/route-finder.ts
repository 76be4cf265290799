import type { Position } from '@doorstep/contracts'
import { lineBetween, lineLengthInMetres, remainingRoute } from '@doorstep/geo'
import { isInCity } from './bounds.ts'
import { type RideableEdge, reversed, rideableEdges } from './edges.ts'
import { createJunctionPaths, type RidePath } from './junctions.ts'
import { createLineGrid } from './line-grid.ts'
import type { StreetGraph } from './street-graph.ts'

export interface CityRoute {
  /** Two at least. The first and last are on a street, as near as can be to where it was asked from and to. */
  readonly points: readonly Position[]
  readonly distanceM: number
  /** The named streets in the order in which they are ridden. */
  readonly streets: readonly string[]
}

/** Farther from any street than this is in the sea, or on the tracks. */
const ON_STREET_METRES = 150

/** A place on an edge, in a direction in which the edge may be ridden. */
interface Stop {
  readonly edge: RideableEdge
  readonly alongM: number
}

/** Answers the shortest way by bicycle between two positions; either may lie between junctions. */
export function createRouteFinder(
  graph: StreetGraph,
): (from: Position, to: Position) => CityRoute | undefined {
  const edges = rideableEdges(graph)
  const backwards = edges.map((edge) => (edge.oneway ? undefined : reversed(edge)))
  const grid = createLineGrid(edges.map((edge) => edge.line))
  const pathBetween = createJunctionPaths(graph, edges)

  function stopsNear(position: Position): Stop[] {
    const nearest = isInCity(position) ? grid.nearest(position, ON_STREET_METRES) : undefined
    if (nearest === undefined) return []
    const { index, projection } = nearest
    const there = { edge: edges[index], alongM: projection.alongM }
    const back = { edge: backwards[index], alongM: (edges[index]?.lengthM ?? 0) - projection.alongM }
    return [there, back].flatMap(({ edge, alongM }) => (edge === undefined ? [] : [{ edge, alongM }]))
  }

  return (from, to) => {
    const ends = stopsNear(to)
    return stopsNear(from)
      .flatMap((start) => ends.map((end) => routeBetween(start, end, pathBetween)))
      .reduce(
        (best, route) => ((route?.distanceM ?? Infinity) < (best?.distanceM ?? Infinity) ? route : best),
        undefined,
      )
  }
}

function routeBetween(
  start: Stop,
  end: Stop,
  pathBetween: (from: number, to: number) => RidePath | undefined,
): CityRoute | undefined {
  if (start.edge === end.edge && start.alongM <= end.alongM) {
    return routeAlong([start.edge], lineBetween(start.edge.line, start.alongM, end.alongM))
  }
  const path = pathBetween(start.edge.to, end.edge.from)
  if (path === undefined) return undefined
  return routeAlong(
    [start.edge, ...path, end.edge],
    [
      ...remainingRoute(start.edge.line, start.alongM),
      ...path.flatMap((edge) => edge.line),
      ...lineBetween(end.edge.line, 0, end.alongM),
    ],
  )
}

function routeAlong(edges: RidePath, line: readonly Position[]): CityRoute {
  const points = withoutRepeats(line)
  const streets = edges.flatMap(({ street }) => street ?? [])
  return {
    points,
    distanceM: lineLengthInMetres(points),
    streets: streets.filter((street, i) => street !== streets[i - 1]),
  }
}

/** A junction ends one edge and starts the next. Two positions stay, even if they are the same. */
function withoutRepeats(line: readonly Position[]): Position[] {
  const [first, ...rest] = line
  if (first === undefined) return []
  const points = [first]
  for (const position of rest) {
    const last = points.at(-1)
    if (last?.lat !== position.lat || last.lon !== position.lon) points.push(position)
  }
  return points.length === 1 ? [first, first] : points
}
