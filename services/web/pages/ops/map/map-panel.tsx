import { bounds } from '@doorstep/city/map'
import { useEffect, useRef, useState } from 'preact/hooks'
import { FollowIcon } from '../../design/icons.tsx'
import { mapPadding } from '../../map/map-padding.ts'
import { loadPageConfig } from '../../page-config.ts'
import type { Language } from '../../words/language.ts'
import type { OpsMap, OpsScene } from './ops-map.ts'

interface MapPanelProps {
  readonly scene: OpsScene
  readonly isLost: boolean
  readonly language: Language
  readonly onSelect: (riderId: string | undefined) => void
}

const middle = { lat: (bounds.north + bounds.south) / 2, lon: (bounds.east + bounds.west) / 2 }

/** The map behind everything. The engine comes after the page: the list can be read before it is there. */
export function MapPanel({ scene, isLost, language, onSelect }: MapPanelProps) {
  const container = useRef<HTMLDivElement>(null)
  const map = useRef<OpsMap | undefined>(undefined)
  const latest = useRef(scene)
  const [following, setFollowing] = useState(true)
  const [loaded, setLoaded] = useState(false)
  const [failed, setFailed] = useState(false)
  const hasCard = scene.selection !== undefined
  const { ops, track } = language.messages
  latest.current = scene

  useEffect(() => {
    const element = container.current
    if (element === null) return
    let gone = false

    async function load(container: HTMLDivElement): Promise<void> {
      const [engine, { mapStyleUrl }] = await Promise.all([import('./ops-map.ts'), loadPageConfig()])
      if (gone) return
      const created = engine.createOpsMap({
        container,
        label: ops.map,
        start: latest.current,
        middle,
        styleUrl: mapStyleUrl,
        onSelect,
        onFollowing: setFollowing,
      })
      map.current = created
      setLoaded(true)
    }

    load(element).catch(() => setFailed(true))
    return () => {
      gone = true
      setLoaded(false)
      map.current?.remove()
      map.current = undefined
    }
  }, [ops.map, onSelect])

  useEffect(() => {
    // The card comes and goes with the selection, and covers the map, too.
    const sheets = [...document.querySelectorAll(hasCard ? '.board, .card' : '.board')]
    const opened = map.current
    return loaded && opened !== undefined ? mapPadding(sheets, opened.pad) : undefined
  }, [loaded, hasCard])

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
