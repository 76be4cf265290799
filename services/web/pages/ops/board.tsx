import { useMemo, useState } from 'preact/hooks'
import type { ConnectionState } from '../live/connection.ts'
import { useNow } from '../live/use-now.ts'
import type { Language } from '../words/language.ts'
import { Customers } from './customers.tsx'
import { dotsOf } from './dots.ts'
import { Figures } from './figures.tsx'
import { type Filter, listingOf } from './listing.ts'
import { LostBanner } from './lost-banner.tsx'
import { MapPanel } from './map-panel.tsx'
import { type OperationsView, serverTime } from './operations-view.ts'
import type { OpsScene } from './ops-map.ts'
import type { Rate } from './rate.ts'
import { RiderCard } from './rider-card.tsx'
import { RiderList } from './rider-list.tsx'
import { SearchBox } from './search-box.tsx'
import { selectionOf } from './selection.ts'
import { useMerchantDelivery } from './use-merchant-delivery.ts'
import { useTrack } from './use-track.ts'

interface BoardProps {
  readonly view: OperationsView
  readonly connection: ConnectionState
  readonly rate: Rate
  readonly apiKey: string
  readonly language: Language
}

/** The map, the list beside it, and the one rider who was chosen in either. */
export function Board({ view, connection, rate, apiKey, language }: BoardProps) {
  const [filter, setFilter] = useState<Filter>('all')
  const [text, setText] = useState('')
  const [selectedId, setSelectedId] = useState<string>()
  const here = useNow()
  const isLost = connection === 'reconnecting' && view.asOf !== undefined
  // Nobody becomes late or silent because we do not hear: what is shown is as of when we last did.
  const now = isLost ? (view.asOf ?? here) : serverTime(view, here)
  const listing = useMemo(() => listingOf(view, { filter, text, now }), [view, filter, text, now])
  const selected = selectedId === undefined ? undefined : view.riders.get(selectedId)
  const delivery = useMerchantDelivery(selected, apiKey)
  const fixes = useTrack(selected, apiKey)
  const route = delivery?.route?.points
  const selection = useMemo(() => selected && selectionOf(selected, route, fixes), [selected, route, fixes])
  const scene = useMemo(
    (): OpsScene => ({ dots: dotsOf(listing, selectedId), selection }),
    [listing, selectedId, selection],
  )
  const words = language.messages.ops

  return (
    <>
      <MapPanel scene={scene} language={language} isLost={isLost} onSelect={setSelectedId} />
      {isLost && <LostBanner view={view} here={here} language={language} />}
      <section class="board" aria-label={words.board}>
        <Figures {...{ listing, filter, rate, here, language }} onFilter={setFilter} />
        {view.customers && <Customers {...{ served: view.customers, language }} />}
        <SearchBox text={text} messages={language.messages} onText={setText} />
        <RiderList
          {...{ listing, now, selectedId, language }}
          nothing={view.asOf === undefined ? words.connecting : words.nothing}
          onSelect={setSelectedId}
        />
      </section>
      {selected !== undefined && (
        <RiderCard
          {...{ delivery, now, language }}
          rider={selected}
          onClose={() => setSelectedId(undefined)}
        />
      )}
    </>
  )
}
