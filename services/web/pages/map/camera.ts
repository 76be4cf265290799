import type { Position } from '@doorstep/contracts'
import { LngLatBounds, type Map as MapLibreMap } from 'maplibre-gl'
import { wantsNoMovement } from '../design/reduced-motion.ts'
import { lonLat } from './lon-lat.ts'

/** Closer shows no more of the way. */
const CLOSEST_ZOOM = 16.8
/** How much closer the view could be before it is worth moving. */
const COULD_BE_CLOSER = 0.6
/** How far into the margin something may go before the view follows. */
const EDGE_PX = 24
const EASE_MS = 1_200

/** Pixels at each side of the map that something floats above. */
export interface Padding {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}

export interface Camera {
  /** Keeps these in view, unless the reader has moved the map. Moves only when it must. */
  frame(positions: readonly Position[]): void
  /** Back to following, at once. */
  follow(): void
  pad(padding: Padding): void
}

export function createCamera(map: MapLibreMap, onFollowing: (following: boolean) => void): Camera {
  let positions: readonly Position[] = []
  let padding: Padding = { top: 0, right: 0, bottom: 0, left: 0 }
  let following = true
  let padded = false
  let placed = false

  function setFollowing(wanted: boolean): void {
    if (following === wanted) return
    following = wanted
    onFollowing(wanted)
  }

  function fit() {
    const bounds = new LngLatBounds()
    for (const position of positions) bounds.extend(lonLat(position))
    return map.cameraForBounds(bounds, { padding: { ...padding }, maxZoom: CLOSEST_ZOOM })
  }

  function move(): void {
    const view = positions.length === 0 || !following ? undefined : fit()
    if (view === undefined) return
    if (!placed || wantsNoMovement()) map.jumpTo(view)
    else map.easeTo({ ...view, duration: EASE_MS })
    placed = padded
  }

  function isInView(position: Position): boolean {
    const { clientWidth, clientHeight } = map.getContainer()
    const { x, y } = map.project(lonLat(position))
    const { top, right, bottom, left } = padding
    return (
      x >= left - EDGE_PX &&
      y >= top - EDGE_PX &&
      x <= clientWidth - right + EDGE_PX &&
      y <= clientHeight - bottom + EDGE_PX
    )
  }

  function mustMove(): boolean {
    if (!placed || !positions.every(isInView)) return true
    return (fit()?.zoom ?? 0) - map.getZoom() > COULD_BE_CLOSER
  }

  for (const gesture of ['dragstart', 'zoomstart', 'rotatestart'] as const) {
    map.on(gesture, (event) => {
      if (event.originalEvent !== undefined) setFollowing(false)
    })
  }
  map.on('resize', move)

  return {
    frame(wanted) {
      positions = wanted
      if (following && !map.isMoving() && mustMove()) move()
    },
    follow() {
      setFollowing(true)
      move()
    },
    pad(wanted) {
      padding = wanted
      padded = true
      if (mustMove()) move()
    },
  }
}
