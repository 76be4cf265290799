import type { Position } from '@doorstep/contracts'
import { type Map as MapLibreMap, Marker } from 'maplibre-gl'
import { drawn } from './element.ts'
import { lonLat } from './lon-lat.ts'

const destination = `
  <svg viewBox="0 0 40 50" width="40" height="50">
    <path class="pin-body" d="M20 48 C20 48 37 31.5 37 19 A17 17 0 1 0 3 19 C3 31.5 20 48 20 48 Z" />
    <path class="pin-sign" d="M20 10.5 L29 18.2 H26.6 V26.5 H22 V21.2 H18 V26.5 H13.4 V18.2 H11 Z" />
  </svg>`

const pickup = `
  <svg viewBox="0 0 28 28" width="28" height="28">
    <circle class="pickup-body" cx="14" cy="14" r="12" />
    <path class="pickup-sign" d="M9 11.5 H19 L18.2 20 H9.8 Z M11.5 11.5 a2.5 2.7 0 0 1 5 0" />
  </svg>`

export interface PlacePins {
  show(places: { readonly pickup: Position; readonly dropoff: Position }): void
  /** The destination breathes once: the rider is close. */
  breathe(): void
  hide(): void
}

export function createPlacePins(map: MapLibreMap): PlacePins {
  const pin = drawn('pin', destination)
  const from = new Marker({ element: drawn('pickup', pickup), anchor: 'center' })
  const to = new Marker({ element: pin, anchor: 'bottom' })

  return {
    show(places) {
      from.setLngLat(lonLat(places.pickup)).addTo(map)
      to.setLngLat(lonLat(places.dropoff)).addTo(map)
    },
    breathe() {
      pin.classList.add('breathing')
    },
    hide() {
      from.remove()
      to.remove()
    },
  }
}
