import type { Position } from '@doorstep/contracts'
import { type Gathered, LARGEST_RADIUS_PX, middleOf } from './clusters.ts'
import { glideAt } from './glide.ts'
import { nearest } from './nearest.ts'
import type { Plane } from './plane.ts'

const REACH_PX = 20

/** One rider, or where all those are who are drawn as one. */
export type Hit = { readonly riderId: string } | { readonly places: readonly Position[] }

/** Who is drawn at a place of the map, in pixels, or close by: a rider before a cluster. */
export function hitAt(
  { alone, clusters }: Gathered,
  { toPixels }: Pick<Plane, 'toPixels'>,
  place: { readonly x: number; readonly y: number },
  now: number,
): Hit | undefined {
  const dots = alone.map(({ riderId, glide }) => ({ riderId, ...toPixels(glideAt(glide, now)) }))
  const dot = nearest(dots, place, REACH_PX)
  if (dot !== undefined) return { riderId: dot.riderId }
  const circles = clusters.map((cluster) => ({ cluster, ...toPixels(middleOf(cluster, now)) }))
  const circle = nearest(circles, place, LARGEST_RADIUS_PX)
  return circle && { places: circle.cluster.members.map(({ fix }) => fix) }
}
