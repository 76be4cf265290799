import { type Bounds, bounds } from '../src/bounds.ts'
import { type Point, pointAt, rounded, signedArea } from './shapes.ts'

/** A part of an outline between two points at the edge of the extract, placed on the way around that edge. */
interface Part {
  readonly points: readonly Point[]
  /** Where it starts and ends, as the way clockwise from the north-west corner: 0 to below 4, a side each. */
  readonly startsAt: number
  readonly endsAt: number
}

/**
 * The areas to the right of these parts, each closed clockwise along the edge of the extract. Right for coastlines,
 * which OpenStreetMap draws with the water on their right.
 */
export function closedOnTheRight(outline: readonly (readonly Point[])[]): Point[][] {
  const open = outline.map(partOf)
  const rings: Point[][] = []
  for (let part = open.shift(); part !== undefined; part = open.shift()) {
    const ring = [...part.points]
    const startsAt = part.startsAt
    let last = part
    for (;;) {
      const next = nearestAhead(last.endsAt, startsAt, open)
      ring.push(...cornersBetween(last.endsAt, next?.startsAt ?? startsAt))
      if (next === undefined) break
      open.splice(open.indexOf(next), 1)
      ring.push(...next.points)
      last = next
    }
    rings.push([...ring, pointAt(ring, 0)])
  }
  return rings
}

/**
 * The areas of an outline of which only parts lie inside, when nobody says on which side they are: the smaller of the
 * two answers, since hardly anything is larger than half of the extract.
 */
export function closedToTheSmaller(outline: readonly (readonly Point[])[]): Point[][] {
  const right = closedOnTheRight(outline)
  const left = closedOnTheRight(outline.map((part) => part.toReversed()))
  return areaOf(right) <= areaOf(left) ? right : left
}

function areaOf(rings: readonly (readonly Point[])[]): number {
  return rings.reduce((sum, ring) => sum + Math.abs(signedArea(ring)), 0)
}

/** The next part that starts clockwise of `from`, or undefined when the ring's own start comes first. */
function nearestAhead(from: number, ownStart: number, parts: readonly Part[]): Part | undefined {
  let nearest: Part | undefined
  let least = ahead(from, ownStart)
  for (const part of parts) {
    if (ahead(from, part.startsAt) >= least) continue
    least = ahead(from, part.startsAt)
    nearest = part
  }
  return nearest
}

const ahead = (from: number, to: number): number => (to - from + 4) % 4

/** The ends are drawn out to the edge: the next node of the way, which lies outside, is not in the extract. */
function partOf(points: readonly Point[]): Part {
  const start = edgeNearest(pointAt(points, 0), bounds)
  const end = edgeNearest(pointAt(points, points.length - 1), bounds)
  return { points: [pointOnEdge(start), ...points, pointOnEdge(end)], startsAt: start, endsAt: end }
}

function edgeNearest([lon, lat]: Point, { west, south, east, north }: Bounds): number {
  const x = Math.min(1, Math.max(0, (lon - west) / (east - west)))
  const y = Math.min(1, Math.max(0, (north - lat) / (north - south)))
  const sides = [
    { off: y, at: x },
    { off: 1 - x, at: 1 + y },
    { off: 1 - y, at: 3 - x },
    { off: x, at: (4 - y) % 4 },
  ]
  return sides.reduce((best, side) => (side.off < best.off ? side : best)).at
}

function pointOnEdge(at: number): Point {
  const { west, south, east, north } = bounds
  const along = at % 1
  const lon = (share: number) => rounded(west + (east - west) * share)
  const lat = (share: number) => rounded(north + (south - north) * share)
  if (at < 1) return [lon(along), north]
  if (at < 2) return [east, lat(along)]
  if (at < 3) return [lon(1 - along), south]
  return [west, lat(1 - along)]
}

function cornersBetween(from: number, to: number): Point[] {
  const corners: Point[] = []
  const end = from + ahead(from, to)
  for (let corner = Math.floor(from) + 1; corner < end; corner++) corners.push(pointOnEdge(corner % 4))
  return corners
}
