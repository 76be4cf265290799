import type { Position } from '@doorstep/contracts'
import { lineLengthInMetres } from '@doorstep/geo'
import type {
  ExpressionSpecification,
  GeoJSONSource,
  Map as MapLibreMap,
  SymbolLayerSpecification,
} from 'maplibre-gl'
import { lonLat } from './lon-lat.ts'
import type { Palette } from './palette.ts'
import { routeGradient } from './route-gradient.ts'

const SOURCE = 'route'
/** The lowest of the route's layers. */
export const ROUTE_EDGE = 'route-edge'
const LINE = 'route-line'
/** The disc covers as much: to redraw the map for less cannot be seen. */
const STEP_M = 4
/** The same one each time: to show it again draws nothing. */
const nowhere: readonly Position[] = []

/** Letters nobody sees, close together along the line: placed first, they keep all others off it. */
const roomForTheLine: SymbolLayerSpecification = {
  id: 'route-room',
  source: SOURCE,
  type: 'symbol',
  layout: {
    'symbol-placement': 'line',
    'symbol-spacing': 12,
    'text-field': 'o',
    'text-font': ['sans-serif'],
    'text-size': 7,
    'text-max-angle': 180,
    'text-padding': 2,
    'text-allow-overlap': true,
    'text-ignore-placement': false,
  },
  paint: { 'text-opacity': 0 },
}

export interface RouteLayer {
  /** Draws on the style that the map has now; again after each change of style. */
  attach(palette: Palette): void
  show(points: readonly Position[] | undefined): void
  /** What lies behind the rider fades, what lies ahead is solid. */
  progress(alongM: number | undefined): void
}

/** The way from pickup to drop-off. Names of streets make room for it. */
export function createRouteLayer(map: MapLibreMap): RouteLayer {
  let points = nowhere
  let lengthM = 0
  let alongM = 0
  let palette: Palette | undefined

  function paint(): void {
    if (palette === undefined || map.getLayer(LINE) === undefined) return
    map.setPaintProperty(LINE, 'line-gradient', routeGradient(palette, lengthM === 0 ? 0 : alongM / lengthM))
  }

  return {
    attach(colours) {
      palette = colours
      const layout = { 'line-cap': 'round', 'line-join': 'round' } as const
      map.addSource(SOURCE, { type: 'geojson', lineMetrics: true, data: feature(points) })
      map.addLayer({
        id: ROUTE_EDGE,
        source: SOURCE,
        type: 'line',
        layout,
        paint: { 'line-color': colours.routeEdge, 'line-width': width(6, 9) },
      })
      map.addLayer({
        id: LINE,
        source: SOURCE,
        type: 'line',
        layout,
        paint: { 'line-width': width(3.5, 5.5) },
      })
      // A foreign style has its letters from a server, which knows nothing of these.
      if (map.getStyle().glyphs === undefined) map.addLayer(roomForTheLine)
      paint()
    },
    show(route = nowhere) {
      if (route === points) return
      points = route
      lengthM = lineLengthInMetres(route)
      alongM = 0
      map.getSource<GeoJSONSource>(SOURCE)?.setData(feature(route))
      paint()
    },
    progress(now = 0) {
      if (Math.abs(now - alongM) < STEP_M) return
      alongM = now
      paint()
    },
  }
}

function width(at13: number, at17: number): ExpressionSpecification {
  return ['interpolate', ['linear'], ['zoom'], 13, at13, 17, at17]
}

function feature(points: readonly Position[]): GeoJSON.Feature {
  return {
    type: 'Feature',
    properties: {},
    geometry: { type: 'LineString', coordinates: points.map(lonLat) },
  }
}
