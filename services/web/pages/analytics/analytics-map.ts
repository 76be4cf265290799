import { bounds } from '@doorstep/city/map'
import type { Place, Position } from '@doorstep/contracts'
import { LngLatBounds } from 'maplibre-gl'
import { currentTheme } from '../design/theme.ts'
import type { Padding } from '../map/camera.ts'
import { type CityMapOptions, createCityMap } from '../map/city-map.ts'
import { lonLat } from '../map/lon-lat.ts'
import { createPlacePins } from '../map/place-pins.ts'
import { createRiderMarker } from '../map/rider-marker.ts'
import { createRouteLayer } from '../map/route-layer.ts'
import { createHeatLayer, type Heat } from './heat/heat-layer.ts'
import { createGapLayer } from './replay/gap-layer.ts'
import type { ReplayMoment } from './replay/replay-track.ts'

/** A ride, and where in it we are. */
export interface ReplayScene {
  readonly line: readonly Position[]
  readonly gapLines: readonly (readonly Position[])[]
  readonly places?: { readonly pickup: Place; readonly dropoff: Place } | undefined
  readonly moment: ReplayMoment
}

/** The cells of a day, or one ride of it. */
export interface AnalyticsScene {
  readonly heat: Heat | undefined
  readonly replay: ReplayScene | undefined
}

export interface AnalyticsMap {
  show(scene: AnalyticsScene): void
  pad(padding: Padding): void
  remove(): void
}

export interface AnalyticsMapOptions extends CityMapOptions {
  readonly start: AnalyticsScene
}

const middle = { lat: (bounds.north + bounds.south) / 2, lon: (bounds.east + bounds.west) / 2 }
const city: readonly Position[] = [
  { lat: bounds.south, lon: bounds.west },
  { lat: bounds.north, lon: bounds.east },
]
const OVERVIEW_ZOOM = 13.5
const CLOSEST = 16.5
/** Of the room around what must be seen, what is there for pins. */
const WITHOUT_PINS_PX = 28
const none: readonly (readonly Position[])[] = []

export function createAnalyticsMap(options: AnalyticsMapOptions): AnalyticsMap {
  const { map, remove } = createCityMap(options, { center: middle, zoom: OVERVIEW_ZOOM }, (palette) => {
    heat.attach(currentTheme())
    route.attach(palette)
    gaps.attach(palette, currentTheme())
  })
  const heat = createHeatLayer(map)
  const route = createRouteLayer(map)
  const gaps = createGapLayer(map)
  const pins = createPlacePins(map)
  const rider = createRiderMarker(map)
  let padding: Padding | undefined
  let framed: readonly Position[] | undefined
  let pinned: ReplayScene['places']
  let scene = options.start

  /** Once for each ride, and for the city between them: what the reader moved stays as it is. */
  function frame(): void {
    const wanted = scene.replay?.line ?? city
    if (padding === undefined || wanted === framed) return
    const box = new LngLatBounds()
    const { pickup, dropoff } = scene.replay?.places ?? {}
    for (const position of [...wanted, pickup, dropoff]) if (position) box.extend(lonLat(position))
    const spare = scene.replay === undefined ? WITHOUT_PINS_PX : 0
    const { top, right, bottom, left } = padding
    map.fitBounds(box, {
      padding: { top: top - spare, right: right - spare, bottom: bottom - spare, left: left - spare },
      maxZoom: CLOSEST,
      animate: false,
    })
    framed = wanted
  }

  function showRider(moment: ReplayMoment | undefined): void {
    route.progress(moment?.alongM)
    if (moment?.shown === undefined || moment.fix === undefined) {
      rider.hide()
      return
    }
    rider.draw(moment.shown)
    rider.describe(moment.fix, moment.gap === undefined ? 'live' : 'lost')
  }

  function show(next: AnalyticsScene): void {
    scene = next
    const { replay } = next
    heat.show(replay === undefined ? next.heat : undefined)
    route.show(replay?.line)
    gaps.show(replay?.gapLines ?? none)
    if (replay?.places !== pinned) {
      pinned = replay?.places
      if (pinned === undefined) pins.hide()
      else pins.show(pinned)
    }
    showRider(replay?.moment)
    frame()
  }

  show(scene)
  return {
    show,
    pad(wanted) {
      padding = wanted
      framed = undefined
      frame()
    },
    remove,
  }
}
