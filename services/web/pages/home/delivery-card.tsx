import { AgeChip } from '../design/age-chip.tsx'
import { ArrowIcon } from '../design/icons.tsx'
import { freshnessOf } from '../live/freshness.ts'
import { summaryOf } from '../live/summary.ts'
import { useDelivery } from '../live/use-delivery.ts'
import { useStreet } from '../map/use-street.ts'
import type { Language } from '../words/language.ts'
import type { DemoDelivery } from './cards.ts'
import { RouteSketch } from './route-sketch.tsx'

interface DeliveryCardProps {
  readonly delivery: DemoDelivery
  readonly now: number
  readonly language: Language
}

/** One delivery as its customer sees it, in small; the whole card leads to the customer's page. */
export function DeliveryCard({ delivery: listed, now, language }: DeliveryCardProps) {
  const { view } = useDelivery(listed.trackingToken)
  const street = useStreet(view.fix)
  const freshness = freshnessOf(view, now)?.kind
  const words = language.messages.home
  const delivery = view.delivery ?? listed
  const summary = view.delivery && summaryOf({ view, now, language, street })

  return (
    <a class="card" href={`/t/${listed.trackingToken}`}>
      <RouteSketch
        pickup={delivery.pickup}
        dropoff={delivery.dropoff}
        route={view.route}
        rider={view.fix && freshness && { fix: view.fix, freshness }}
      />
      <div class="card-words">
        <p class="card-head">
          <span class="card-figure">{summary?.figure ?? words.status[delivery.status]}</span>
          {summary?.age !== undefined && <AgeChip age={summary.age} />}
        </p>
        <p class="card-sentence">{summary?.sentence}</p>
        <p class="card-address">
          <span class="card-from">{delivery.pickup.address}</span>
          <ArrowIcon />
          <span>{delivery.dropoff.address}</span>
        </p>
      </div>
    </a>
  )
}
