import { useMemo, useState } from 'preact/hooks'
import type { ConnectionState } from '../live/connection.ts'
import { useNow } from '../live/use-now.ts'
import type { Language } from '../words/language.ts'
import { Customers } from './figures/customers.tsx'
import { Figures } from './figures/figures.tsx'
import type { Rate } from './figures/rate.ts'
import { type Filter, listingOf } from './list/listing.ts'
import { RiderList } from './list/rider-list.tsx'
import { SearchBox } from './list/search-box.tsx'
import { dotsOf } from './map/dots.ts'
import { MapPanel } from './map/map-panel.tsx'
import type { OpsScene } from './map/ops-map.ts'
import { RiderCard } from './selected/rider-card.tsx'
import { selectionOf } from './selected/selection.ts'
import { useMerchantDelivery } from './selected/use-merchant-delivery.ts'
import { useTrack } from './selected/use-track.ts'
import { LostBanner } from './stream/lost-banner.tsx'
import { type OperationsView, serverTime } from './stream/operations-view.ts'

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
