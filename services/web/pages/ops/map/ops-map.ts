import type { Place, Position } from '@doorstep/contracts'
import { createCamera, type Padding } from '../../map/camera.ts'
import { type CityMapOptions, createCityMap } from '../../map/city-map.ts'
import { createPlacePins } from '../../map/place-pins.ts'
import { createRouteLayer } from '../../map/route-layer.ts'
import { createTrackLayer, noTrack, type Track } from '../../map/track-layer.ts'
import { createOverview } from './overview.ts'
import type { RiderDot } from './rider-dot.ts'
import { createRidersCanvas } from './riders-canvas.ts'

/** The rider who is looked at, and the delivery they are at. */
export interface Selection {
  readonly riderId: string
  readonly position?: Position | undefined
  readonly stop?: { readonly pickup: Place; readonly dropoff: Place; readonly next: Place } | undefined
  readonly route?: readonly Position[] | undefined
  /** How far along it they are. */
  readonly alongM?: number | undefined
  readonly track: Track
}

export interface OpsScene {
  readonly dots: readonly RiderDot[]
  readonly selection: Selection | undefined
}

export interface OpsMap {
  show(scene: OpsScene): void
  follow(): void
  pad(padding: Padding): void
  remove(): void
}

export interface OpsMapOptions extends CityMapOptions {
  readonly start: OpsScene
  readonly middle: Position
  readonly onSelect: (riderId: string | undefined) => void
  readonly onFollowing: (following: boolean) => void
}

const OVERVIEW_ZOOM = 14

/** All riders on the city; the one who is selected with their way, kept in view. */
export function createOpsMap(options: OpsMapOptions): OpsMap {
  const { start, middle, onSelect, onFollowing } = options
  const begin = { center: middle, zoom: OVERVIEW_ZOOM }
  const { map, remove } = createCityMap(options, begin, (palette) => {
    route.attach(palette)
    track.attach(palette)
  })
  const route = createRouteLayer(map)
  const track = createTrackLayer(map)
  const pins = createPlacePins(map)
  const camera = createCamera(map, onFollowing)
  const riders = createRidersCanvas(map)
  const overview = createOverview(map)
  let padding: Padding | undefined
  let dots: readonly RiderDot[] = []
  let selected: string | undefined

  map.on('click', ({ point }) => {
    const hit = riders.at(point)
    onSelect(hit !== undefined && 'riderId' in hit ? hit.riderId : undefined)
    if (hit !== undefined && 'places' in hit) overview.lookInto(hit.places, padding)
  })
  map.on('mousemove', ({ point }) => {
    map.getCanvas().style.cursor = riders.at(point) === undefined ? '' : 'pointer'
  })

  function showSelection(selection: Selection | undefined): void {
    route.show(selection?.route)
    route.progress(selection?.alongM)
    track.show(selection?.track ?? noTrack)
    if (selection?.stop !== undefined) pins.show(selection.stop)
    else if (selected !== undefined) pins.hide()
    const ends = [selection?.position, selection?.stop?.next].filter((place) => place !== undefined)
    camera.frame(ends)
    if (selection?.riderId !== selected && selection !== undefined) camera.follow()
    selected = selection?.riderId
  }

  function show(scene: OpsScene): void {
    dots = scene.dots
    overview.showAll(placesOf(dots), padding)
    riders.show(dots, scene.selection?.riderId)
    showSelection(scene.selection)
  }

  show(start)
  return {
    show,
    follow: camera.follow,
    pad(wanted) {
      padding = wanted
      overview.showAll(placesOf(dots), padding)
      camera.pad(wanted)
    },
    remove() {
      riders.remove()
      remove()
    },
  }
}

const placesOf = (dots: readonly RiderDot[]): readonly Position[] => dots.map(({ fix }) => fix)
