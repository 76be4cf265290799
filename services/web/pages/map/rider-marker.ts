import type { TrackedPosition } from '@doorstep/contracts'
import { type Map as MapLibreMap, Marker } from 'maplibre-gl'
import type { Freshness } from '../live/freshness.ts'
import { drawn } from './element.ts'
import { lonLat } from './lon-lat.ts'
import type { Shown } from './motion.ts'

/** As good as a phone outdoors gets: a halo for less would only be in the way. */
const ACCURATE_M = 25

const svg = `
  <svg viewBox="-32 -32 64 64" width="64" height="64">
    <path class="rider-wedge" d="M-9 -15.5 Q0 -19 9 -15.5 L1.6 -27.5 Q0 -29.6 -1.6 -27.5 Z" />
    <circle class="rider-ring" r="14" />
    <circle class="rider-disc" r="10" />
  </svg>`

export interface RiderMarker {
  draw(shown: Shown): void
  /** Hollow when the signal is lost, with a halo as wide as the fix is unsure: of a cell, nothing but the halo. */
  describe(fix: TrackedPosition, freshness: Freshness['kind']): void
  hide(): void
}

export function createRiderMarker(map: MapLibreMap): RiderMarker {
  const element = document.createElement('div')
  element.className = 'rider'
  const halo = drawn('rider-halo', '')
  const dot = drawn('rider-dot', svg)
  element.append(halo, dot)
  const marker = new Marker({ element, anchor: 'center', subpixelPositioning: true })
  let accuracyM = 0
  let lat = 0
  let shown = false

  function scaleHalo(): void {
    const worthShowing = accuracyM > ACCURATE_M
    halo.hidden = !worthShowing
    if (worthShowing) halo.style.width = `${(2 * accuracyM) / metresPerPixel(map.getZoom(), lat)}px`
  }
  map.on('zoom', scaleHalo)

  return {
    draw({ position, bearingDeg }) {
      lat = position.lat
      marker.setLngLat(lonLat(position))
      dot.classList.toggle('without-bearing', bearingDeg === undefined)
      if (bearingDeg !== undefined) dot.style.transform = `rotate(${bearingDeg - map.getBearing()}deg)`
      if (!shown) marker.addTo(map)
      shown = true
    },
    describe(fix, freshness) {
      accuracyM = fix.accuracyM ?? 0
      lat = fix.lat
      element.dataset.freshness = freshness
      element.dataset.precision = fix.precision ?? 'exact'
      scaleHalo()
    },
    hide() {
      marker.remove()
      shown = false
    },
  }
}

/** Web Mercator, 512-pixel tiles: 78 271.5 m a pixel at the equator at zoom 0. */
function metresPerPixel(zoom: number, lat: number): number {
  return (78_271.517 * Math.cos((lat * Math.PI) / 180)) / 2 ** zoom
}
