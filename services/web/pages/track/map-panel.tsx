import { useEffect, useRef, useState } from 'preact/hooks'
import { FollowIcon } from '../design/icons.tsx'
import type { DeliveryMap, Scene } from '../map/delivery-map.ts'
import { mapPadding } from '../map/map-padding.ts'
import { loadPageConfig } from '../page-config.ts'
import type { Messages } from '../words/english.ts'

interface MapPanelProps {
  readonly scene: Scene
  readonly messages: Messages
}

/** The map behind everything. The engine comes after the page: what matters most can be read before it is there. */
export function MapPanel({ scene, messages: { track } }: MapPanelProps) {
  const container = useRef<HTMLDivElement>(null)
  const map = useRef<DeliveryMap | undefined>(undefined)
  const latest = useRef(scene)
  const [following, setFollowing] = useState(true)
  const [failed, setFailed] = useState(false)
  latest.current = scene

  useEffect(() => {
    const element = container.current
    if (element === null) return
    let gone = false
    let stopPadding = () => {}

    async function load(container: HTMLDivElement): Promise<void> {
      const [engine, { mapStyleUrl }] = await Promise.all([
        import('../map/delivery-map.ts'),
        loadPageConfig(),
      ])
      if (gone) return
      const created = engine.createDeliveryMap({
        container,
        label: track.map,
        start: latest.current,
        styleUrl: mapStyleUrl,
        onFollowing: setFollowing,
      })
      map.current = created
      stopPadding = mapPadding([...document.querySelectorAll('.sheet')], created.pad)
    }

    load(element).catch(() => setFailed(true))
    return () => {
      gone = true
      stopPadding()
      map.current?.remove()
      map.current = undefined
    }
  }, [track.map])

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
