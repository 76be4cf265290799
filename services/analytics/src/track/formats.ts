import { csv } from './csv.ts'
import type { TrackFormat } from './format.ts'
import { geojson } from './geojson.ts'
import { gpx } from './gpx.ts'
import { json } from './json.ts'

/** The first is for those who do not mind. */
export const trackFormats: readonly TrackFormat[] = [json, geojson, gpx, csv]
