import { useMemo, useState } from 'preact/hooks'
import { ThemeSwitch } from '../design/theme-switch.tsx'
import { type DeliveryView, isExact } from '../live/delivery-view.ts'
import { freshnessOf, staleness } from '../live/freshness.ts'
import { announcementOf, summaryOf } from '../live/summary.ts'
import { useDelivery } from '../live/use-delivery.ts'
import { useNow } from '../live/use-now.ts'
import type { Scene } from '../map/delivery-map.ts'
import { useStreet } from '../map/use-street.ts'
import type { Language } from '../words/language.ts'
import { ConnectionLost } from './connection-lost.tsx'
import { InvalidLink } from './invalid-link.tsx'
import { MapPanel } from './map-panel.tsx'
import { ReportedSwitch } from './reported-switch.tsx'
import { Sheet } from './sheet.tsx'

interface TrackPageProps {
  readonly token: string
  readonly language: Language
}

export function TrackPage({ token, language }: TrackPageProps) {
  const { view, connection } = useDelivery(token, { isRemembered: true })
  const now = useNow()
  const street = useStreet(view.fix && isExact(view.fix) ? view.fix : undefined)
  const [asReported, setAsReported] = useState(false)
  const scene = useScene(view, now, asReported)
  const { messages } = language

  if (connection === 'refused' && view.delivery === undefined) return <InvalidLink messages={messages} />
  const stale = staleness(view, connection, now)
  const summary = summaryOf({ view, now, language, street })
  document.title = `${summary.figure} · Doorstep`
  return (
    <div class="track">
      {scene !== undefined && <MapPanel scene={scene} messages={messages} />}
      {connection === 'reconnecting' && (
        <div class="reconnecting" role="status">
          <span class="for-screen-readers">{messages.track.reconnecting}</span>
        </div>
      )}
      {stale !== undefined && <ConnectionLost staleness={stale} language={language} />}
      <div class="corner">
        <ThemeSwitch messages={messages} />
        {scene?.rider !== undefined && isExact(scene.rider.fix) && (
          <ReportedSwitch asReported={asReported} messages={messages} onSwitch={setAsReported} />
        )}
      </div>
      <Sheet token={token} view={view} summary={summary} language={language} />
      <p class="for-screen-readers" aria-live="polite">
        {view.delivery !== undefined && announcementOf(summary)}
      </p>
    </div>
  )
}

/** Changes only when what the map shows does, not each second. */
function useScene(view: DeliveryView, now: number, asReported: boolean): Scene | undefined {
  const { delivery, route, fix, trail } = view
  const freshness = freshnessOf(view, now)?.kind
  const approaching = view.notifications.some(({ kind }) => kind === 'approaching')
  return useMemo(
    () =>
      delivery && {
        delivery,
        route,
        rider: fix && freshness && { fix, freshness },
        approaching,
        trail,
        asReported,
      },
    [delivery, route, fix, freshness, approaching, trail, asReported],
  )
}
