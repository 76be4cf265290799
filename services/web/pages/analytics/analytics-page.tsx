import { useMemo } from 'preact/hooks'
import { askWith } from '../api-key/ask-with-key.ts'
import { WithApiKey } from '../api-key/with-api-key.tsx'
import { ThemeSwitch } from '../design/theme-switch.tsx'
import type { Language } from '../words/language.ts'
import { Board } from './board.tsx'
import { HeatDock } from './heat/heat-dock.tsx'
import { MapPanel } from './map-panel.tsx'
import { ReplayDock } from './replay/replay-dock.tsx'
import { createSceneHolder } from './scene-holder.ts'
import { usePlaceInPage } from './use-place-in-page.ts'

/** What happened, for who has the key. */
export function AnalyticsPage({ language }: { readonly language: Language }) {
  const { messages } = language
  return (
    <WithApiKey title={messages.analytics.title} how={messages.analytics.how} messages={messages}>
      {(apiKey, onRefused) => <Analysis {...{ apiKey, onRefused, language }} />}
    </WithApiKey>
  )
}

interface AnalysisProps {
  readonly apiKey: string
  readonly onRefused: () => void
  readonly language: Language
}

/** Of today there is more each minute. */
const TODAY_EVERY_MS = 30_000

function Analysis({ apiKey, onRefused, language }: AnalysisProps) {
  const ask = useMemo(() => askWith(apiKey), [apiKey])
  const scenes = useMemo(createSceneHolder, [])
  const [place, today, goTo] = usePlaceInPage()
  const { day, deliveryId } = place
  const everyMs = day === today ? TODAY_EVERY_MS : undefined
  const shared = { ask, onRefused, language }

  return (
    <div class="analytics" data-replays={deliveryId !== undefined}>
      <MapPanel scenes={scenes} language={language} />
      <div class="corner">
        <ThemeSwitch messages={language.messages} />
      </div>
      <Board {...shared} {...{ place, today, everyMs }} onPlace={goTo} />
      <section class="dock" aria-live="off">
        {deliveryId === undefined ? (
          <HeatDock key={day} {...shared} {...{ day, everyMs, scenes }} />
        ) : (
          <ReplayDock
            key={deliveryId}
            {...shared}
            {...{ deliveryId, scenes }}
            onClose={() => goTo({ day })}
          />
        )}
      </section>
    </div>
  )
}
