import { useNow } from '../live/use-now.ts'
import type { Language } from '../words/language.ts'
import { worthACard } from './cards.ts'
import { CitySymbol } from './city-symbol.tsx'
import { DeliveryCard } from './delivery-card.tsx'
import { loadDemoDeliveries } from './requests.ts'
import { usePolled } from './use-polled.ts'

const LIST_EVERY_MS = 2_000

/** The running demo, delivery by delivery. */
export function Deliveries({ language }: { readonly language: Language }) {
  const { answer, failed } = usePolled(loadDemoDeliveries, LIST_EVERY_MS)
  const now = useNow()
  const words = language.messages.home
  const cards = worthACard(answer ?? [], now)

  return (
    <section aria-label={words.live}>
      <h2>{words.live}</h2>
      <CitySymbol />
      {failed && (
        <p class="note" role="status">
          {words.unreachable}
        </p>
      )}
      {answer !== undefined && cards.length === 0 && <p class="note">{words.empty}</p>}
      <ul class="cards">
        {cards.map((delivery) => (
          <li key={delivery.deliveryId}>
            <DeliveryCard delivery={delivery} now={now} language={language} />
          </li>
        ))}
      </ul>
    </section>
  )
}
