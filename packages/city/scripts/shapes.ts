import type { Extract, OsmWay } from './extract.ts'

/** GeoJSON's order: longitude, latitude. */
export type Point = readonly [lon: number, lat: number]

export function pointOf(extract: Extract, id: number): Point | undefined {
  const node = extract.nodes.get(id)
  return node === undefined ? undefined : [rounded(node.lon), rounded(node.lat)]
}

/** 1e-6 of a degree: 0.1 m. */
export function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6
}

/** The parts of a chain of nodes that lie inside the extract; one part, closed, for a ring that lies wholly inside. */
export function partsInside(extract: Extract, refs: readonly number[]): Point[][] {
  const parts: Point[][] = [[]]
  for (const ref of startingOutside(extract, refs)) {
    const point = pointOf(extract, ref)
    if (point === undefined) parts.push([])
    else parts.at(-1)?.push(point)
  }
  return parts.filter((part) => part.length >= 2)
}

/** A ring that leaves the extract is turned to start where it is outside, so that no part is cut in two. */
function startingOutside(extract: Extract, refs: readonly number[]): readonly number[] {
  const outside = refs.findIndex((ref) => !extract.nodes.has(ref))
  if (!isRing(refs) || outside === -1) return refs
  const open = refs.slice(0, -1)
  return [...open.slice(outside), ...open.slice(0, outside)]
}

export function isRing(chain: readonly unknown[]): boolean {
  return chain.length >= 4 && chain[0] === chain.at(-1)
}

/** Chains of nodes, end to end where they share one, in either direction, until nothing more can be joined. */
export function joinedChains(ways: readonly OsmWay[]): number[][] {
  const open = ways.map((way) => [...way.refs])
  const joined: number[][] = []
  for (let chain = open.shift(); chain !== undefined; chain = open.shift()) {
    for (let next = takeNext(open, chain); next !== undefined; next = takeNext(open, chain)) {
      chain.push(...next.slice(1))
    }
    joined.push(chain)
  }
  return joined
}

/** Takes the first chain out of `open` that goes on where `chain` ends, turned round if need be. */
function takeNext(open: number[][], chain: readonly number[]): number[] | undefined {
  if (isRing(chain)) return undefined
  const end = chain.at(-1)
  const index = open.findIndex((other) => !isRing(other) && (other[0] === end || other.at(-1) === end))
  const [next] = index === -1 ? [] : open.splice(index, 1)
  return next?.[0] === end ? next : next?.reverse()
}

/** Twice the area, in square degrees: positive when the ring runs anticlockwise. */
export function signedArea(ring: readonly Point[]): number {
  let sum = 0
  for (let i = 0; i < ring.length; i++) {
    const [lonA, latA] = pointAt(ring, i)
    const [lonB, latB] = pointAt(ring, (i + 1) % ring.length)
    sum += lonA * latB - lonB * latA
  }
  return sum
}

export function isInside(ring: readonly Point[], [lon, lat]: Point): boolean {
  let inside = false
  for (let i = 0; i < ring.length; i++) {
    const [lonA, latA] = pointAt(ring, i)
    const [lonB, latB] = pointAt(ring, (i + 1) % ring.length)
    const crosses = latA > lat !== latB > lat
    if (crosses && lon < ((lonB - lonA) * (lat - latA)) / (latB - latA) + lonA) inside = !inside
  }
  return inside
}

export function pointAt(points: readonly Point[], index: number): Point {
  const point = points[index]
  if (point === undefined) throw new RangeError(`No point ${index} of ${points.length}`)
  return point
}
