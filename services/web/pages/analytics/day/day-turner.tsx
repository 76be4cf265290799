import { NextIcon, PreviousIcon } from '../../design/icons.tsx'
import type { Language } from '../../words/language.ts'
import { type Day, daysFrom, spanOf } from './day.ts'
import { dateInWords } from './quantities.ts'

interface DayTurnerProps {
  readonly day: Day
  readonly today: Day
  readonly language: Language
  readonly onDay: (day: Day) => void
}

/** The day, and the way to the one before and the one after. */
export function DayTurner({ day, today, language, onDay }: DayTurnerProps) {
  const words = language.messages.analytics
  return (
    <div class="turner">
      <button
        type="button"
        aria-label={words.earlier}
        title={words.earlier}
        onClick={() => onDay(daysFrom(day, -1))}
      >
        <PreviousIcon />
      </button>
      <p>{day === today ? words.today : dateInWords(language.locale, spanOf(day).from)}</p>
      <button
        type="button"
        aria-label={words.later}
        title={words.later}
        disabled={day === today}
        onClick={() => onDay(daysFrom(day, 1))}
      >
        <NextIcon />
      </button>
    </div>
  )
}
