import type { Location } from '@doorstep/contracts'
import { looks, type RiderLook } from '../standing/rider-look.ts'
import { type Glide, glideTo } from './glide.ts'

/** A rider as the map is told of them. */
export interface RiderDot {
  readonly riderId: string
  readonly fix: Location
  readonly look: RiderLook
  /** Moves there evenly; else steps. */
  readonly glides: boolean
  readonly opacity: number
  /** May be drawn as one with others, from far. */
  readonly gathers: boolean
}

export interface GlidingDot extends RiderDot {
  readonly glide: Glide
}

export interface Told {
  readonly dots: readonly RiderDot[]
  readonly selectedId: string | undefined
  /** Of the clock that draws. */
  readonly now: number
}

/** Who is to be drawn, each on their way from where they were drawn before; who is drawn last is above all others. */
export function glidingDots(
  before: readonly GlidingDot[],
  { dots, selectedId, now }: Told,
): readonly GlidingDot[] {
  const known = new Map(before.map(({ riderId, glide }) => [riderId, glide]))
  const rankOf = ({ riderId, look }: RiderDot) =>
    riderId === selectedId ? looks.length : looks.indexOf(look)
  return dots
    .map((dot) => ({ ...dot, glide: glideOf(known.get(dot.riderId), dot, now) }))
    .toSorted((a, b) => rankOf(a) - rankOf(b))
}

function glideOf(before: Glide | undefined, { fix, glides }: RiderDot, now: number): Glide {
  return before?.recordedAt === fix.recordedAt ? before : glideTo(before, fix, now, glides)
}
