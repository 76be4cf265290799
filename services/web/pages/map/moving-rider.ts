import type { Location } from '@doorstep/contracts'
import type { Line } from '@doorstep/geo'
import { wantsNoMovement } from '../design/reduced-motion.ts'
import { hasArrived, type Shown, shownAt } from './motion.ts'
import { type Playback, played } from './playback.ts'

export interface MovingRider {
  /** A fix, told as often as you like. One that is not live is where the rider was: the dot steps there. */
  goTo(fix: Location, route: Line | undefined, live: boolean): void
  /** Gone, and the next fix is a first one. */
  forget(): void
}

/** Plays fixes as movement: draws each frame while the dot is on its way to the newest fix, and none while it stands. */
export function createMovingRider(draw: (shown: Shown) => void): MovingRider {
  let playback: Playback | undefined
  let newest: number | undefined
  let frame = 0

  function paint(): void {
    if (playback === undefined) return
    const now = performance.now()
    draw(shownAt(playback.leg, playback.route, now))
    if (!hasArrived(playback.leg, now)) frame = requestAnimationFrame(paint)
  }

  return {
    goTo(fix, route, live) {
      if (fix.recordedAt === newest && route === playback?.route) return
      const glides = live && !wantsNoMovement()
      playback = played(playback, { fix, route, now: performance.now(), glides })
      newest = fix.recordedAt
      cancelAnimationFrame(frame)
      paint()
    },
    forget() {
      cancelAnimationFrame(frame)
      playback = undefined
      newest = undefined
    },
  }
}
