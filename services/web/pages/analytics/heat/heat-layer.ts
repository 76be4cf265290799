import type { HeatmapFeatures } from '@doorstep/contracts'
import type { ExpressionSpecification, GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import type { Theme } from '../../design/theme.ts'
import { heatColours } from './heat-scale.ts'

/** Cells as the API tells them, and where one colour ends and the next begins, in rider minutes. */
export interface Heat {
  readonly features: HeatmapFeatures
  readonly breaks: readonly number[]
}

export interface HeatLayer {
  /** Draws on the style that the map has now; again after each change of style. */
  attach(theme: Theme): void
  show(heat: Heat | undefined): void
}

const SOURCE = 'heat'
const FILL = 'heat-fill'
const CITY_EDGE = 'edge'
const MINUTES: ExpressionSpecification = ['/', ['+', ['get', 'movingMs'], ['get', 'stoppedMs']], 60_000]
/** Streets are seen through the cells. */
const OPACITY = 0.6

/** Cells over the streets, and under their names. */
export function createHeatLayer(map: MapLibreMap): HeatLayer {
  let heat: Heat | undefined
  let theme: Theme = 'light'
  const data = () => (heat?.features ?? nothing) as GeoJSON.FeatureCollection

  return {
    attach(now) {
      theme = now
      const firstName = map.getStyle().layers.find(({ type }) => type === 'symbol')?.id
      map.addSource(SOURCE, { type: 'geojson', data: data() })
      map.addLayer(
        {
          id: FILL,
          source: SOURCE,
          type: 'fill',
          paint: {
            'fill-color': colourOf(heat?.breaks ?? [], theme),
            'fill-opacity': OPACITY,
            'fill-outline-color': theme === 'dark' ? '#0f1216' : '#ffffff',
          },
        },
        firstName,
      )
      // A cell is seen whole, also where the packed city ends.
      if (map.getLayer(CITY_EDGE) !== undefined) map.moveLayer(CITY_EDGE, FILL)
    },
    show(next) {
      if (next === heat) return
      heat = next
      if (map.getLayer(FILL) === undefined) return
      map.setPaintProperty(FILL, 'fill-color', colourOf(heat?.breaks ?? [], theme))
      map.getSource<GeoJSONSource>(SOURCE)?.setData(data())
    },
  }
}

const nothing: HeatmapFeatures = { type: 'FeatureCollection', features: [] }

function colourOf(breaks: readonly number[], theme: Theme): ExpressionSpecification | string {
  const [first = '', ...others] = heatColours[theme]
  if (breaks.length === 0) return first
  return [
    'step',
    MINUTES,
    first,
    ...breaks.flatMap((value, i) => [value, others[i] ?? first]),
  ] as ExpressionSpecification
}
