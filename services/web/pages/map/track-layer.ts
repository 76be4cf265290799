import type { Position } from '@doorstep/contracts'
import type { Line } from '@doorstep/geo'
import type { GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'
import { lonLat } from './lon-lat.ts'
import type { Palette } from './palette.ts'
import { ROUTE_EDGE } from './route-layer.ts'

const SMOOTHED = 'track-smoothed'
const REPORTED = 'track-reported'

/** Where a rider was: as the map shows it, and as the phone reported it. */
export interface Track {
  readonly smoothed: Line
  readonly reported: readonly Position[]
}

export const noTrack: Track = { smoothed: [], reported: [] }

export interface TrackLayer {
  /** Draws on the style that the map has now, on which the route is drawn already; again after each change of style. */
  attach(palette: Palette): void
  show(track: Track): void
}

/** The smoothed track as a line below the route, what was reported as a dot each above it. */
export function createTrackLayer(map: MapLibreMap): TrackLayer {
  let track = noTrack

  return {
    attach({ travelled, reported, routeEdge }) {
      map.addSource(SMOOTHED, { type: 'geojson', data: line(track.smoothed) })
      map.addSource(REPORTED, { type: 'geojson', data: points(track.reported) })
      map.addLayer(
        {
          id: SMOOTHED,
          source: SMOOTHED,
          type: 'line',
          layout: { 'line-cap': 'round', 'line-join': 'round' },
          paint: {
            'line-color': travelled,
            'line-width': ['interpolate', ['linear'], ['zoom'], 13, 3.5, 17, 5.5],
          },
        },
        ROUTE_EDGE,
      )
      map.addLayer({
        id: REPORTED,
        source: REPORTED,
        type: 'circle',
        paint: {
          'circle-color': reported,
          'circle-radius': ['interpolate', ['linear'], ['zoom'], 13, 1.5, 17, 3.5],
          'circle-stroke-color': routeEdge,
          'circle-stroke-width': 1,
        },
      })
    },
    show(wanted) {
      if (wanted === track) return
      track = wanted
      map.getSource<GeoJSONSource>(SMOOTHED)?.setData(line(track.smoothed))
      map.getSource<GeoJSONSource>(REPORTED)?.setData(points(track.reported))
    },
  }
}

const line = (places: Line): GeoJSON.Feature => ({
  type: 'Feature',
  properties: {},
  geometry: { type: 'LineString', coordinates: places.map(lonLat) },
})

const points = (places: readonly Position[]): GeoJSON.Feature => ({
  type: 'Feature',
  properties: {},
  geometry: { type: 'MultiPoint', coordinates: places.map(lonLat) },
})
