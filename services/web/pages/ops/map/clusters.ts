import { type Drawn, type Glide, glideAt } from './glide.ts'
import type { Point } from './mercator.ts'
import type { GlidingDot } from './rider-dot.ts'

/** From here on each rider is drawn: a street is wider than a dot. */
const EACH_FROM_ZOOM = 15
/** Fewer than this are no crowd. */
const FEWEST = 5
/** A side of a cell, in pixels at the zoom it is for; up to half a zoom closer it is drawn larger. */
const CELL_PX = 96
const LEVELS_BY_ZOOM = 2
const SMALLEST_RADIUS_PX = 15
export const LARGEST_RADIUS_PX = 26
/** For each doubling of the riders in it. */
const GROWTH_PX = 2.6
/** Between a cluster and the edge of its cell, so that no two of them touch. */
const GAP_PX = 3
/** Pixels of the world at zoom 0, as MapLibre counts zooms. */
const WORLD_PX = 512

/** Riders of one cell of the map, drawn as one; each is counted as they would be drawn alone. */
export interface Cluster {
  readonly members: readonly GlidingDot[]
  readonly radiusPx: number
  readonly late: number
  readonly silent: number
  readonly offRoute: number
  readonly opacity: number
  /** The cell's corner and side, on the map's plane. */
  readonly corner: Point
  readonly side: number
}

export interface Gathered {
  readonly clusters: readonly Cluster[]
  /** Who is drawn alone, in the order they came in. */
  readonly alone: readonly GlidingDot[]
}

/** The cells that riders are gathered in at a zoom; undefined where each is drawn. Changes in steps, not with each pixel. */
export function cellSide(zoom: number): number | undefined {
  if (zoom >= EACH_FROM_ZOOM) return undefined
  return CELL_PX / (WORLD_PX * 2 ** (Math.floor(zoom * LEVELS_BY_ZOOM) / LEVELS_BY_ZOOM))
}

/** By cells that stay where they are, so that who moves within one changes nothing. */
export function gathered(dots: readonly GlidingDot[], side: number | undefined): Gathered {
  if (side === undefined) return { clusters: [], alone: dots }
  const cells = Map.groupBy(
    dots.filter(({ gathers }) => gathers),
    ({ glide }) => `${Math.floor(glide.to.x / side)}:${Math.floor(glide.to.y / side)}`,
  )
  const crowds = [...cells.values()].filter((members) => members.length >= FEWEST)
  const crowded = new Set(crowds.flat())
  return {
    clusters: crowds.map((members) => clusterOf(members, side)),
    alone: dots.filter((dot) => !crowded.has(dot)),
  }
}

/** In the middle of its riders as they are drawn now, and within its cell. */
export function middleOf({ members, corner, side, radiusPx }: Cluster, now: number): Drawn {
  const margin = ((radiusPx + GAP_PX) / CELL_PX) * side
  let x = 0
  let y = 0
  for (const { glide } of members) {
    const drawn = glideAt(glide, now)
    x += drawn.x
    y += drawn.y
  }
  return {
    x: within(x / members.length, corner.x + margin, corner.x + side - margin),
    y: within(y / members.length, corner.y + margin, corner.y + side - margin),
    bearingDeg: undefined,
  }
}

const within = (value: number, from: number, to: number) => Math.min(to, Math.max(from, value))

function clusterOf(members: readonly GlidingDot[], side: number): Cluster {
  const count = (...looks: readonly GlidingDot['look'][]) =>
    members.filter(({ look }) => looks.includes(look)).length
  const grownPx = GROWTH_PX * Math.log2(members.length / FEWEST)
  return {
    members,
    radiusPx: Math.min(LARGEST_RADIUS_PX, SMALLEST_RADIUS_PX + grownPx),
    late: count('late', 'late-and-silent'),
    silent: count('silent', 'late-and-silent'),
    offRoute: count('off-route'),
    opacity: Math.max(...members.map(({ opacity }) => opacity)),
    corner: cornerOf(members[0]?.glide, side),
    side,
  }
}

function cornerOf(glide: Glide | undefined, side: number): Point {
  const { x = 0, y = 0 } = glide?.to ?? {}
  return { x: Math.floor(x / side) * side, y: Math.floor(y / side) * side }
}
