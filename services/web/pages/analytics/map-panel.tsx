import { useEffect, useRef, useState } from 'preact/hooks'
import { mapPadding } from '../map/map-padding.ts'
import { loadPageConfig } from '../page-config.ts'
import type { Language } from '../words/language.ts'
import type { AnalyticsMap } from './analytics-map.ts'
import type { SceneHolder } from './scene-holder.ts'

interface MapPanelProps {
  readonly scenes: SceneHolder
  readonly language: Language
}

/** The map behind everything. The engine comes after the page: numbers can be read before it is there. */
export function MapPanel({ scenes, language }: MapPanelProps) {
  const container = useRef<HTMLDivElement>(null)
  const map = useRef<AnalyticsMap | undefined>(undefined)
  const [failed, setFailed] = useState(false)
  const { analytics, track } = language.messages

  useEffect(() => {
    const element = container.current
    if (element === null) return
    let gone = false
    let stopPadding = () => {}

    async function load(container: HTMLDivElement): Promise<void> {
      const [engine, { mapStyleUrl }] = await Promise.all([import('./analytics-map.ts'), loadPageConfig()])
      if (gone) return
      const created = engine.createAnalyticsMap({
        container,
        label: analytics.map,
        start: scenes.now(),
        styleUrl: mapStyleUrl,
      })
      map.current = created
      stopPadding = mapPadding([...document.querySelectorAll('.board, .dock')], created.pad)
    }

    load(element).catch(() => setFailed(true))
    return () => {
      gone = true
      stopPadding()
      map.current?.remove()
      map.current = undefined
    }
  }, [analytics.map, scenes])

  useEffect(() => scenes.follow((scene) => map.current?.show(scene)), [scenes])

  return (
    <div class="map-panel">
      <div class="map" ref={container} />
      {failed && <p class="no-map">{track.noMap}</p>}
    </div>
  )
}
