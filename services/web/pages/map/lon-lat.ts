import type { Position } from '@doorstep/contracts'

/** GeoJSON's and MapLibre's order. The one place where it is turned round. */
export const lonLat = ({ lon, lat }: Position): [number, number] => [lon, lat]
