import type { UnassignedDelivery } from '@doorstep/contracts'
import { BagIcon } from '../../design/icons.tsx'
import { age, clock } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import { placeName } from '../standing/summary.ts'

interface WaitingRowProps {
  readonly delivery: UnassignedDelivery
  readonly now: number
  readonly language: Language
}

/** One delivery in the list that nobody has yet. */
export function WaitingRow({ delivery, now, language }: WaitingRowProps) {
  const { messages, locale } = language
  const words = messages.ops
  const { pickup, dropoff, promisedAt, createdAt } = delivery
  return (
    <div class="row-button row-waiting">
      <BagIcon />
      <span class="row-name">{placeName(dropoff, language)}</span>
      <span class="badge" data-kind="waiting">
        {words.waitingFor(age(language.locale, now - createdAt))}
      </span>
      <span class="row-task">{words.from(placeName(pickup, language))}</span>
      <span class="row-when">{promisedAt !== undefined && words.promised(clock(locale, promisedAt))}</span>
    </div>
  )
}
