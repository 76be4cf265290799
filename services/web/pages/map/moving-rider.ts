import type { Location } from '@doorstep/contracts'
import type { Line } from '@doorstep/geo'
import { wantsNoMovement } from '../design/reduced-motion.ts'
import { arrived, noArrivals } from './arrival-interval.ts'
import { hasArrived, type Leg, legTo, type Shown, shownAt } from './motion.ts'

export interface MovingRider {
  /** A fix, told as often as you like. One that is not live is where the rider was: the dot steps there. */
  goTo(fix: Location, route: Line | undefined, live: boolean): void
  /** Gone, and the next fix is a first one. */
  forget(): void
}

/** Plays fixes as movement: draws each frame while the dot is on its way to the newest fix, and none while it stands. */
export function createMovingRider(draw: (shown: Shown) => void): MovingRider {
  let arrivals = noArrivals
  let leg: Leg | undefined
  let along: Line | undefined
  let newest: number | undefined
  let frame = 0

  function paint(): void {
    if (leg === undefined) return
    const now = performance.now()
    draw(shownAt(leg, along, now))
    if (!hasArrived(leg, now)) frame = requestAnimationFrame(paint)
  }

  return {
    goTo(fix, route, live) {
      const sameRoute = route === along
      if (fix.recordedAt === newest && sameRoute) return
      const now = performance.now()
      arrivals = arrived(arrivals, now)
      const intervalMs = live && !wantsNoMovement() ? arrivals.intervalMs : 0
      leg = legTo(sameRoute ? leg : undefined, { fix, route, now, intervalMs })
      along = route
      newest = fix.recordedAt
      cancelAnimationFrame(frame)
      paint()
    },
    forget() {
      cancelAnimationFrame(frame)
      leg = undefined
      newest = undefined
      arrivals = noArrivals
    },
  }
}
