import type { Position } from '@doorstep/contracts'

export interface Bounds {
  readonly west: number
  readonly south: number
  readonly east: number
  readonly north: number
}

/** Central Helsinki, as the extract in `data/` was cut: 1.0 by 1.7 km. */
export const bounds: Bounds = { west: 24.935176, south: 60.164155, east: 24.953415, north: 60.179113 }

export function isInCity({ lat, lon }: Position): boolean {
  return lat >= bounds.south && lat <= bounds.north && lon >= bounds.west && lon <= bounds.east
}
