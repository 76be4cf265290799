import type { Position, Route, TrackedDelivery, TrackedPosition } from '@doorstep/contracts'
import { destinationPoint, remainingRoute } from '@doorstep/geo'
import { isExact } from '../live/delivery-view.ts'
import type { Freshness } from '../live/freshness.ts'
import { alongRoute } from './along-route.ts'
import { createCamera, type Padding } from './camera.ts'
import { type CityMapOptions, createCityMap } from './city-map.ts'
import { createMovingRider } from './moving-rider.ts'
import { createPlacePins } from './place-pins.ts'
import { createRiderMarker } from './rider-marker.ts'
import { createRouteLayer } from './route-layer.ts'
import { smoothedTrack } from './smoothed-track.ts'
import { createTrackLayer, noTrack, type Track } from './track-layer.ts'

interface Rider {
  readonly fix: TrackedPosition
  readonly freshness: Freshness['kind']
}

/** What the map shows at one moment. */
export interface Scene {
  readonly delivery: TrackedDelivery
  readonly route: Route | undefined
  readonly rider: Rider | undefined
  readonly approaching: boolean
  /** Where the rider was before, oldest first. */
  readonly trail: readonly Position[]
  /** Each position as the phone reported it, instead of a way along the street. */
  readonly asReported: boolean
}

export interface DeliveryMap {
  show(scene: Scene): void
  follow(): void
  pad(padding: Padding): void
  remove(): void
}

export interface DeliveryMapOptions extends CityMapOptions {
  readonly start: Scene
  readonly onFollowing: (following: boolean) => void
}

/** The map engine, and all that is drawn with it: a chunk of its own, loaded when the page stands. */
export function createDeliveryMap(options: DeliveryMapOptions): DeliveryMap {
  const { start, onFollowing } = options
  const begin = { center: start.delivery.dropoff, zoom: 15 }
  const { map, remove } = createCityMap(options, begin, (palette) => {
    route.attach(palette)
    track.attach(palette)
  })

  const camera = createCamera(map, onFollowing)
  const pins = createPlacePins(map)
  const track = createTrackLayer(map)
  const route = createRouteLayer(map)
  const marker = createRiderMarker(map)
  const rider = createMovingRider((shown) => {
    marker.draw(shown)
    route.progress(shown.alongM)
  })

  function showRider({ fix, freshness }: Rider, way: Route | undefined, asReported: boolean): void {
    marker.describe(fix, freshness)
    if (isExact(fix) && !asReported) {
      rider.goTo(fix, way?.points, freshness === 'live')
    } else {
      rider.forget()
      marker.draw({ position: fix, bearingDeg: fix.bearingDeg })
      route.progress(way && isExact(fix) ? alongRoute(way.points, fix) : undefined)
    }
  }

  function show(scene: Scene): void {
    pins.show(scene.delivery)
    if (scene.approaching) pins.breathe()
    route.show(scene.route?.points)
    if (scene.rider === undefined) {
      rider.forget()
      marker.hide()
    } else {
      showRider(scene.rider, scene.route, scene.asReported)
    }
    track.show(trackOf(scene))
    camera.frame(worthSeeing(scene))
  }

  show(start)
  return {
    show,
    follow: camera.follow,
    pad: camera.pad,
    remove() {
      rider.forget()
      remove()
    },
  }
}

/** Of a rider who is at another stop first there is none. */
function trackOf({ rider, route, trail, asReported }: Scene): Track {
  if (rider === undefined || !isExact(rider.fix)) return noTrack
  const reported = [...trail, rider.fix]
  return asReported
    ? { smoothed: [], reported }
    : { smoothed: smoothedTrack(trail, route?.points), reported: [] }
}

/** Where the rider is or may be, the way that is left, and the door; both ends while nobody is on the way. */
function worthSeeing({ delivery, route, rider }: Scene): readonly Position[] {
  if (rider === undefined) return [delivery.pickup, ...(route?.points ?? []), delivery.dropoff]
  if (!isExact(rider.fix)) return [...edgesOf(rider.fix), delivery.dropoff]
  const alongM = route && alongRoute(route.points, rider.fix)
  const ahead = route === undefined || alongM === undefined ? [] : remainingRoute(route.points, alongM)
  return [rider.fix, ...ahead, delivery.dropoff]
}

/** North, east, south and west of the circle the rider is in. */
function edgesOf({ accuracyM = 0, ...middle }: TrackedPosition): readonly Position[] {
  return [0, 90, 180, 270].map((bearingDeg) => destinationPoint(middle, bearingDeg, accuracyM))
}
