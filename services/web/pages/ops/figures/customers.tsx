import type { CustomersServed } from '@doorstep/contracts'
import { dayAndClock, whole } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'

interface CustomersProps {
  readonly served: CustomersServed
  readonly language: Language
}

/** How well customers keep up, in one line; what the numbers are of is told to who opens it. */
export function Customers({ served, language }: CustomersProps) {
  const { messages, locale } = language
  const words = messages.ops.customers
  const open = whole(locale, served.connections)
  const skipped = whole(locale, served.conflated)
  const closed = whole(locale, served.closed.tooSlow)

  return (
    <details class="customers">
      <summary>{words.counts(open, skipped, closed)}</summary>
      <p>{words.meaning(dayAndClock(locale, served.since))}</p>
    </details>
  )
}
