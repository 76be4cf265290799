import { attribution, attributionUrl, type MapLayer, mapLayerNames } from '@doorstep/city/map'
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from 'maplibre-gl'
import type { Theme } from '../design/theme.ts'
import { CITY_EDGE_OPACITY, cityEdge } from './city-edge.ts'
import { type Palette, palettes } from './palette.ts'

/** The reader's own font: with no `glyphs` address, MapLibre draws every letter from it. */
const FONT = ['system-ui, sans-serif']

/** The packed city as a map style: paper, and everything on it in one quiet tone. */
export function cityStyle(theme: Theme): StyleSpecification {
  const palette = palettes[theme]
  return {
    version: 8,
    sources: {
      ...Object.fromEntries(mapLayerNames.map((layer) => [layer, citySource(layer)])),
      edge: { type: 'geojson', data: cityEdge() },
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': palette.ground } },
      fill('green', palette.green),
      fill('squares', palette.square),
      fill('water', palette.water),
      fill('piers', palette.square),
      line('pier-lines', 'piers', palette.square, [1, 4, 20]),
      fill('buildings', palette.building, palette.buildingEdge),
      line('railways', 'railways', palette.railway, [0.5, 1, 2.5]),
      ...streets(palette),
      ...names(palette),
      {
        id: 'edge',
        source: 'edge',
        type: 'fill',
        paint: { 'fill-color': palette.ground, 'fill-opacity': CITY_EDGE_OPACITY },
      },
    ],
  }
}

const citySource = (layer: MapLayer) => ({
  type: 'geojson' as const,
  data: `/map/${layer}.geojson`,
  attribution: `<a href="${attributionUrl}" target="_blank" rel="noreferrer">${attribution}</a>`,
})

/** Widths in pixels at zoom 13, 16 and 19. */
type Widths = readonly [at13: number, at16: number, at19: number]

/** Edges of all streets below all streets, so that crossings are open. */
function streets(palette: Palette): LayerSpecification[] {
  return [
    line('paths', 'streets', palette.path, [0.4, 1.6, 8], 'path'),
    line('street-edges', 'streets', palette.streetEdge, [1.8, 8.5, 46], 'street'),
    line('main-street-edges', 'streets', palette.streetEdge, [3, 14, 72], 'main'),
    line('streets', 'streets', palette.street, [1.2, 7, 42], 'street'),
    line('main-streets', 'streets', palette.street, [2.2, 12, 66], 'main'),
  ]
}

function names(palette: Palette): LayerSpecification[] {
  return [
    streetNames('street-names', palette, { kinds: ['street', 'path'], minzoom: 14.6, size: 11 }),
    streetNames('main-street-names', palette, { kinds: ['main'], minzoom: 14, size: 12 }),
    {
      id: 'places',
      source: 'labels',
      type: 'symbol',
      layout: {
        'text-field': ['get', 'name'],
        'text-font': FONT,
        'text-size': 13,
        'text-letter-spacing': 0.08,
        'text-transform': 'uppercase',
      },
      paint: { 'text-color': palette.placeLabel, 'text-halo-color': palette.halo, 'text-halo-width': 1.4 },
    },
  ]
}

function fill(layer: MapLayer, color: string, edge = color): LayerSpecification {
  return {
    id: layer,
    source: layer,
    type: 'fill',
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': color, 'fill-outline-color': edge },
  }
}

function line(
  id: string,
  source: MapLayer,
  color: string,
  widths: Widths,
  kind?: string,
): LayerSpecification {
  const ofKind: ExpressionSpecification =
    kind === undefined ? ['literal', true] : ['==', ['get', 'kind'], kind]
  return {
    id: id === source ? `${id}-lines` : id,
    source,
    type: 'line',
    filter: ['all', ['==', ['geometry-type'], 'LineString'], ofKind],
    layout: { 'line-cap': 'round', 'line-join': 'round' },
    paint: { 'line-color': color, 'line-width': growing(widths) },
  }
}

/** Nearly as wide on the ground at every zoom. */
function growing([at13, at16, at19]: Widths): ExpressionSpecification {
  return ['interpolate', ['exponential', 1.7], ['zoom'], 13, at13, 16, at16, 19, at19]
}

interface NameOptions {
  readonly kinds: readonly string[]
  readonly minzoom: number
  readonly size: number
}

function streetNames(
  id: string,
  palette: Palette,
  { kinds, minzoom, size }: NameOptions,
): LayerSpecification {
  return {
    id,
    source: 'streets',
    type: 'symbol',
    minzoom,
    filter: ['all', ['has', 'name'], ['in', ['get', 'kind'], ['literal', [...kinds]]]],
    layout: {
      'symbol-placement': 'line',
      'symbol-spacing': 240,
      'text-field': ['get', 'name'],
      'text-font': FONT,
      'text-size': size,
      'text-letter-spacing': 0.02,
      'text-max-angle': 30,
    },
    paint: { 'text-color': palette.label, 'text-halo-color': palette.halo, 'text-halo-width': 1.4 },
  }
}
