import type { Position } from '@doorstep/contracts'
import { LngLatBounds, type Map as MapLibreMap } from 'maplibre-gl'
import { wantsNoMovement } from '../../design/reduced-motion.ts'
import type { Padding } from '../../map/camera.ts'
import { lonLat } from '../../map/lon-lat.ts'

/** Closer is for one rider; all of them are looked at from here up. */
const CLOSEST_ZOOM = 15.5
/** A click on a crowd is answered, however far apart they are. */
const AT_LEAST_CLOSER = 1

export interface Overview {
  /** Everybody, once: when it is known who there is and where the map can be seen. */
  showAll(places: readonly Position[], padding: Padding | undefined): void
  /** Those who were drawn as one, so close that they are drawn each. */
  lookInto(places: readonly Position[], padding: Padding | undefined): void
}

export function createOverview(map: MapLibreMap): Overview {
  let seenAll = false

  function viewOf(places: readonly Position[], padding: Padding) {
    const bounds = new LngLatBounds()
    for (const place of places) bounds.extend(lonLat(place))
    return map.cameraForBounds(bounds, { padding: { ...padding }, maxZoom: CLOSEST_ZOOM })
  }

  return {
    showAll(places, padding) {
      if (seenAll || padding === undefined || places.length === 0) return
      const view = viewOf(places, padding)
      if (view !== undefined) map.jumpTo(view)
      seenAll = true
    },
    lookInto(places, padding) {
      const view = padding && viewOf(places, padding)
      if (view === undefined) return
      const zoom = Math.max(view.zoom ?? 0, map.getZoom() + AT_LEAST_CLOSER)
      if (wantsNoMovement()) map.jumpTo({ ...view, zoom })
      else map.easeTo({ ...view, zoom })
    },
  }
}
