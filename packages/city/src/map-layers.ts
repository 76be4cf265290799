/** The map's layers, from the bottom up: each a file `data/map/<layer>.geojson`. */
export const mapLayerNames = [
  'water',
  'green',
  'squares',
  'piers',
  'buildings',
  'railways',
  'streets',
  'labels',
] as const
export type MapLayer = (typeof mapLayerNames)[number]
