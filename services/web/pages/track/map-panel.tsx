import { useEffect, useRef, useState } from 'preact/hooks'
import { FollowIcon } from '../design/icons.tsx'
import type { Scene } from '../map/delivery-map.ts'
import { usePageMap } from '../map/use-page-map.ts'
import type { Messages } from '../words/english.ts'

interface MapPanelProps {
  readonly scene: Scene
  readonly messages: Messages
}

/** The map behind everything. */
export function MapPanel({ scene, messages: { track } }: MapPanelProps) {
  const latest = useRef(scene)
  const [following, setFollowing] = useState(true)
  latest.current = scene

  const { container, map, failed } = usePageMap(
    {
      label: track.map,
      sheets: '.sheet',
      load: () => import('../map/delivery-map.ts'),
      create: (engine, ground) =>
        engine.createDeliveryMap({ ...ground, start: latest.current, onFollowing: setFollowing }),
    },
    [],
  )

  useEffect(() => map.current?.show(scene), [scene])

  return (
    <div class="map-panel">
      <div class="map" ref={container} />
      {failed && <p class="no-map">{track.noMap}</p>}
      {!following && (
        <button type="button" class="follow" onClick={() => map.current?.follow()}>
          <FollowIcon />
          {track.follow}
        </button>
      )}
    </div>
  )
}
