// What a page may import: no data, no Node. The page fetches `data/map/<layer>.geojson` itself.
export * from './attribution.ts'
export * from './bounds.ts'
export * from './map-layers.ts'
export * from './street-names.ts'
