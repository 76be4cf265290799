import type { Position } from '@doorstep/contracts'
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import type { Theme } from '../../design/theme.ts'
import { lonLat } from '../../map/lon-lat.ts'
import type { Palette } from '../../map/palette.ts'

export interface GapLayer {
  /** Draws on the style that the map has now; again after each change of style. */
  attach(palette: Palette, theme: Theme): void
  show(gaps: readonly (readonly Position[])[]): void
}

const SOURCE = 'gaps'
/** As `--warn`, which a canvas cannot read. */
const colour: Readonly<Record<Theme, string>> = { light: '#8a4b00', dark: '#f5b95c' }

/** Where nobody knows which way it was: dashes, over the line that would claim to know. */
export function createGapLayer(map: MapLibreMap): GapLayer {
  let gaps: readonly (readonly Position[])[] = []
  const data = (): GeoJSON.Feature => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'MultiLineString', coordinates: gaps.map((gap) => gap.map(lonLat)) },
  })

  return {
    attach(palette, theme) {
      map.addSource(SOURCE, { type: 'geojson', data: data() })
      map.addLayer({
        id: 'gap-ground',
        source: SOURCE,
        type: 'line',
        paint: { 'line-color': palette.routeEdge, 'line-width': 9 },
      })
      map.addLayer({
        id: 'gap-dashes',
        source: SOURCE,
        type: 'line',
        paint: { 'line-color': colour[theme], 'line-width': 3, 'line-dasharray': [1.6, 1.6] },
      })
    },
    show(next) {
      if (next === gaps) return
      gaps = next
      map.getSource<GeoJSONSource>(SOURCE)?.setData(data())
    },
  }
}
