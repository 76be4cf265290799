import { useEffect } from 'preact/hooks'
import { usePageMap } from '../map/use-page-map.ts'
import type { Language } from '../words/language.ts'
import type { SceneHolder } from './scene-holder.ts'

interface MapPanelProps {
  readonly scenes: SceneHolder
  readonly language: Language
}

/** The map behind everything. */
export function MapPanel({ scenes, language }: MapPanelProps) {
  const { analytics, track } = language.messages
  const { container, map, failed } = usePageMap(
    {
      label: analytics.map,
      sheets: '.board, .dock',
      load: () => import('./analytics-map.ts'),
      create: (engine, ground) => engine.createAnalyticsMap({ ...ground, start: scenes.now() }),
    },
    [scenes],
  )

  useEffect(() => scenes.follow((scene) => map.current?.show(scene)), [scenes])

  return (
    <div class="map-panel">
      <div class="map" ref={container} />
      {failed && <p class="no-map">{track.noMap}</p>}
    </div>
  )
}
