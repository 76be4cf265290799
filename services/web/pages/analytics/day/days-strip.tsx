import type { DeliveryDay } from '@doorstep/contracts'
import { useMemo } from 'preact/hooks'
import { percent, whole } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import { type Day, dayOf, spanOf } from './day.ts'
import { dateInWords } from './quantities.ts'

export const DAYS_SHOWN = 14

interface DaysStripProps {
  /** In a row, `DAYS_SHOWN` of them. */
  readonly shown: readonly Day[]
  readonly known: readonly DeliveryDay[]
  readonly day: Day
  readonly today: Day
  readonly language: Language
  readonly onDay: (day: Day) => void
}

/** Two weeks side by side: how many came, and how many of them late. One of them is looked at. */
export function DaysStrip({ shown, known, day, today, language, onDay }: DaysStripProps) {
  const words = language.messages.analytics
  const byDay = useMemo(() => new Map(known.map((one) => [dayOf(one.startsAt), one])), [known])
  const most = Math.max(1, ...known.map(({ deliveries }) => deliveries.delivered))

  return (
    <nav class="days" aria-label={words.days}>
      <ul>
        {shown.map((one) => (
          <li key={one}>
            <DayButton
              day={one}
              known={byDay.get(one)}
              most={most}
              isShown={one === day}
              isToCome={one > today}
              language={language}
              onDay={onDay}
            />
          </li>
        ))}
      </ul>
      <p class="days-key" aria-hidden="true">
        <span class="key-on-time">{words.outcome['on-time']}</span>
        <span class="key-late">{words.filter.late}</span>
      </p>
    </nav>
  )
}

interface DayButtonProps {
  readonly day: Day
  readonly known: DeliveryDay | undefined
  readonly most: number
  readonly isShown: boolean
  readonly isToCome: boolean
  readonly language: Language
  readonly onDay: (day: Day) => void
}

function DayButton({ day, known, most, isShown, isToCome, language, onDay }: DayButtonProps) {
  const { locale, messages } = language
  const words = messages.analytics
  const { from } = spanOf(day)
  const delivered = known?.deliveries.delivered ?? 0
  const onTime = known?.onTimeShare
  const count =
    onTime === undefined
      ? words.dayDelivered(whole(locale, delivered))
      : words.dayOnTime(whole(locale, delivered), percent(locale, Math.floor(onTime * 100)))
  const label = words.dayTitle(dateInWords(locale, from), count)

  return (
    <button
      type="button"
      class="day"
      aria-pressed={isShown}
      title={label}
      disabled={isToCome}
      onClick={() => onDay(day)}
    >
      <span class="for-screen-readers">{label}</span>
      <span
        class="day-bar"
        aria-hidden="true"
        data-none={delivered === 0}
        style={{ height: `${(delivered / most) * 100}%` }}
      >
        <span class="day-late" style={{ height: `${(1 - (onTime ?? 1)) * 100}%` }} />
      </span>
      <span class="day-name" aria-hidden="true">
        {new Intl.DateTimeFormat(locale, { weekday: 'narrow' }).format(from)}
      </span>
      <span class="day-date" aria-hidden="true">
        {new Date(from).getDate()}
      </span>
    </button>
  )
}
