import type { Location } from '@doorstep/contracts'
import type { Line } from '@doorstep/geo'
import { type Arrivals, arrived, noArrivals } from './arrival-interval.ts'
import { type Leg, legTo } from './motion.ts'

/** How the dot plays the fixes it was told: the leg it is on, and how often they come. */
export interface Playback {
  readonly leg: Leg
  readonly route: Line | undefined
  readonly arrivals: Arrivals
}

export interface NextFix {
  readonly fix: Location
  readonly route: Line | undefined
  readonly now: number
  /** Whether the dot is to move there; else it steps. */
  readonly glides: boolean
}

/**
 * The playback after one more fix. The first was there when the page came: it says nothing of how often they come, as a
 * rider whom nobody watched reports rarely, and from now on each second.
 */
export function played(before: Playback | undefined, { fix, route, now, glides }: NextFix): Playback {
  const arrivals = before === undefined ? noArrivals : arrived(before.arrivals, now)
  const intervalMs = glides ? arrivals.intervalMs : 0
  const from = before?.route === route ? before?.leg : undefined
  return { leg: legTo(from, { fix, route, now, intervalMs }), route, arrivals }
}
