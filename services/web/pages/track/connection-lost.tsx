import '../design/lost-banner.css'
import type { Staleness } from '../live/freshness.ts'
import { age } from '../words/format.ts'
import type { Language } from '../words/language.ts'

interface ConnectionLostProps {
  readonly staleness: Staleness
  readonly language: Language
}

/** That what is shown is not now, and how old it is. A screen reader is told the first once, and not each second of the other. */
export function ConnectionLost({
  staleness: { ageMs },
  language: { messages, locale },
}: ConnectionLostProps) {
  const { noConnection, asOld, notYet } = messages.track.lost
  return (
    <p class="lost-banner">
      <span role="status">{noConnection}</span> {ageMs === undefined ? notYet : asOld(age(locale, ageMs))}
    </p>
  )
}
