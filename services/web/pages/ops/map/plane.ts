import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Drawn } from './glide.ts'
import { mercator } from './mercator.ts'

/** Pixels of the world at zoom 0, as MapLibre counts zooms. */
const WORLD_PX = 512
/** From how far up a dot is drawn smaller, so that a full city stays a map. */
const FULL_SIZE_ZOOM = 15.5
const SMALLEST = 0.5
const SMALLER_BY_ZOOM = 0.14

export interface Plane {
  toPixels(drawn: Drawn): Drawn
  isOnScreen(drawn: Drawn): boolean
  readonly scale: number
}

/** Where the map's plane lies on the screen right now. The maps here neither turn nor tilt: to move and scale is all. */
export function planeOf(map: MapLibreMap, marginPx: number): Plane {
  const { lng, lat } = map.getCenter()
  const center = mercator({ lat, lon: lng })
  const middle = map.project([lng, lat])
  const zoom = map.getZoom()
  const worldPx = WORLD_PX * 2 ** zoom
  const { clientWidth, clientHeight } = map.getContainer()
  return {
    toPixels: ({ x, y, bearingDeg }) => ({
      x: middle.x + (x - center.x) * worldPx,
      y: middle.y + (y - center.y) * worldPx,
      bearingDeg,
    }),
    isOnScreen: ({ x, y }) =>
      x > -marginPx && y > -marginPx && x < clientWidth + marginPx && y < clientHeight + marginPx,
    scale: Math.min(1, Math.max(SMALLEST, 1 - (FULL_SIZE_ZOOM - zoom) * SMALLER_BY_ZOOM)),
  }
}
