import type { TrackedDelivery } from '@doorstep/contracts'
import { distance, duration } from '../words/format.ts'
import type { Language } from '../words/language.ts'

interface ReceiptProps {
  readonly delivery: TrackedDelivery
  /** Length of the route; unknown to a page opened after the end. */
  readonly routeM: number | undefined
  readonly language: Language
}

export function Receipt({ delivery, routeM, language: { messages, locale } }: ReceiptProps) {
  const words = messages.track.receipt
  const { pickedUpAt, endedAt } = delivery
  return (
    <dl class="receipt" aria-label={words.heading}>
      {pickedUpAt !== undefined && endedAt !== undefined && (
        <div>
          <dt>{words.duration}</dt>
          <dd>{duration(locale, endedAt - pickedUpAt)}</dd>
        </div>
      )}
      {routeM !== undefined && (
        <div>
          <dt>{words.distance}</dt>
          <dd>{distance(locale, routeM)}</dd>
        </div>
      )}
    </dl>
  )
}
