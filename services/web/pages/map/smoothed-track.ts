import type { Position } from '@doorstep/contracts'
import { type Line, lineBetween, pointAlong } from '@doorstep/geo'
import { alongRoute, type Fix } from './along-route.ts'

/**
 * What was reported, as the dot shows it: along the street from fix to fix where they are on the route, else straight to
 * where they were measured. Who goes back a little on the route stands: so do riders, and their phones do not.
 */
export function smoothedTrack(reported: readonly Fix[], route: Line | undefined): Line {
  const track: Position[] = []
  let wasAlongM: number | undefined
  for (const fix of reported) {
    const alongM = route && alongRoute(route, fix, wasAlongM)
    if (route === undefined || alongM === undefined) track.push({ lat: fix.lat, lon: fix.lon })
    else if (wasAlongM === undefined) track.push(pointAlong(route, alongM))
    else if (alongM > wasAlongM) track.push(...lineBetween(route, wasAlongM, alongM).slice(1))
    wasAlongM = alongM === undefined ? undefined : Math.max(alongM, wasAlongM ?? 0)
  }
  return track
}
