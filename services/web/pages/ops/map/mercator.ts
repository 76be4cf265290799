import type { Position } from '@doorstep/contracts'

/** A place on the map's own plane: the world is 1 wide, x east and y south. */
export interface Point {
  readonly x: number
  readonly y: number
}

/** Web Mercator, as MapLibre's. */
export function mercator({ lat, lon }: Position): Point {
  const sin = Math.sin((lat * Math.PI) / 180)
  return { x: lon / 360 + 0.5, y: 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI) }
}
