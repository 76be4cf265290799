import 'maplibre-gl/dist/maplibre-gl.css'
import './map.css'
import type { Position } from '@doorstep/contracts'
import { Map as MapLibreMap, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url'
import { currentTheme, onThemeChange } from '../design/theme.ts'
import { cityStyle } from './city-style.ts'
import { lonLat } from './lon-lat.ts'
import { type Palette, palettes } from './palette.ts'

export interface CityMapOptions {
  readonly container: HTMLElement
  readonly label: string
  /** A style from elsewhere, instead of the packed city. */
  readonly styleUrl: string | undefined
}

export interface CityMap {
  readonly map: MapLibreMap
  remove(): void
}

/**
 * A page's service worker answers for a worker only if that has an address under the page's, or one that the page made:
 * this one, so that without network the engine still finds its own script and the city.
 */
const workerScript = `import ${JSON.stringify(new URL(workerUrl, location.href))}`
setWorkerUrl(URL.createObjectURL(new Blob([workerScript], { type: 'text/javascript' })))

/** The ground that every map here stands on, in the colours of the page. `onStyle` is told each time it is drawn anew. */
export function createCityMap(
  { container, label, styleUrl }: CityMapOptions,
  start: { readonly center: Position; readonly zoom: number },
  onStyle: (palette: Palette) => void,
): CityMap {
  const styleNow = () => styleUrl ?? cityStyle(currentTheme())
  const map = new MapLibreMap({
    container,
    style: styleNow(),
    center: lonLat(start.center),
    zoom: start.zoom,
    minZoom: 10,
    maxZoom: 19,
    dragRotate: false,
    touchPitch: false,
    attributionControl: { compact: false },
    locale: { 'Map.Title': label },
  })
  map.touchZoomRotate.disableRotation()

  // For tests, which wait for it, and for nobody else.
  map.on('idle', () => {
    container.dataset.drawn = 'true'
  })
  map.on('style.load', () => onStyle(palettes[currentTheme()]))
  const stopListening = onThemeChange(() => map.setStyle(styleNow(), { diff: false }))

  return {
    map,
    remove() {
      stopListening()
      map.remove()
    },
  }
}
