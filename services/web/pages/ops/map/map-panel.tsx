import { bounds } from '@doorstep/city/map'
import { useEffect, useRef, useState } from 'preact/hooks'
import { FollowIcon } from '../../design/icons.tsx'
import { usePageMap } from '../../map/use-page-map.ts'
import type { Language } from '../../words/language.ts'
import type { OpsScene } from './ops-map.ts'

interface MapPanelProps {
  readonly scene: OpsScene
  readonly isLost: boolean
  readonly language: Language
  readonly onSelect: (riderId: string | undefined) => void
}

const middle = { lat: (bounds.north + bounds.south) / 2, lon: (bounds.east + bounds.west) / 2 }

/** The map behind everything. */
export function MapPanel({ scene, isLost, language, onSelect }: MapPanelProps) {
  const latest = useRef(scene)
  const [following, setFollowing] = useState(true)
  const hasCard = scene.selection !== undefined
  const { ops, track } = language.messages
  latest.current = scene

  const { container, map, failed } = usePageMap(
    {
      label: ops.map,
      // The card comes and goes with the selection.
      sheets: hasCard ? '.board, .card' : '.board',
      load: () => import('./ops-map.ts'),
      create: (engine, ground) =>
        engine.createOpsMap({
          ...ground,
          start: latest.current,
          middle,
          onSelect,
          onFollowing: setFollowing,
        }),
    },
    [onSelect],
  )

  useEffect(() => map.current?.show(scene), [scene])

  return (
    <div class="map-panel" data-lost={isLost}>
      <div class="map" ref={container} />
      {failed && <p class="no-map">{track.noMap}</p>}
      {!following && hasCard && (
        <button type="button" class="follow" onClick={() => map.current?.follow()}>
          <FollowIcon />
          {track.follow}
        </button>
      )}
    </div>
  )
}
