import { BatteryIcon, CheckIcon, FollowIcon, ScreenIcon } from '../../design/icons.tsx'
import { useNow } from '../../live/use-now.ts'
import { precisely, seconds } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import type { SharingState } from './sharing.ts'

interface FactsProps {
  readonly sharing: SharingState
  readonly language: Language
}

/** Younger than this is now. */
const NOW_MS = 3_000

/** What the phone knows of itself, each fact where it always is. */
export function Facts({ sharing, language: { locale, messages } }: FactsProps) {
  const now = useNow()
  const words = messages.rider
  const { latest, battery, takenAt, awake } = sharing
  const ageMs = takenAt === undefined ? undefined : now - takenAt
  const percent = battery && new Intl.NumberFormat(locale, { style: 'percent' }).format(battery.level)

  return (
    <ul class="facts">
      {latest?.accuracyM !== undefined && (
        <li>
          <FollowIcon />
          {words.accuracy(precisely(locale, latest.accuracyM))}
        </li>
      )}
      {ageMs !== undefined && (
        <li>
          <CheckIcon />
          {ageMs < NOW_MS ? words.sent.now : words.sent.ago(seconds(locale, ageMs))}
        </li>
      )}
      {percent !== undefined && (
        <li>
          <BatteryIcon />
          {battery?.charging === true ? words.charging(percent) : percent}
        </li>
      )}
      <li>
        <ScreenIcon />
        {awake ? words.awake : words.mayDarken}
      </li>
    </ul>
  )
}
