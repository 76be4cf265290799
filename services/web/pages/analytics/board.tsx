import type { AnalyticsSummary, DeliveryDays, DeliveryDistributions } from '@doorstep/contracts'
import { useMemo } from 'preact/hooks'
import { HomeIcon } from '../design/icons.tsx'
import type { Language } from '../words/language.ts'
import { type Day, daysBetween, daysFrom, daysUpTo, spanOf } from './day/day.ts'
import { DayTurner } from './day/day-turner.tsx'
import { DAYS_SHOWN, DaysStrip } from './day/days-strip.tsx'
import { Distributions } from './day/distributions.tsx'
import { Figures } from './day/figures.tsx'
import { DeliveriesTable } from './deliveries/deliveries-table.tsx'
import type { PlaceInPage } from './place-in-page.ts'
import { type AnswerOptions, useAnswer } from './use-answer.ts'

interface BoardProps extends AnswerOptions {
  readonly place: PlaceInPage
  readonly today: Day
  readonly everyMs: number | undefined
  readonly language: Language
  readonly onPlace: (place: PlaceInPage) => void
}

/** A day in numbers, and its deliveries one by one. */
export function Board({ place, today, everyMs, language, onPlace, ask, onRefused }: BoardProps) {
  const { day, deliveryId } = place
  const options = { ask, onRefused }
  const span = useMemo(() => spanOf(day), [day])
  const shown = useMemo(() => shownWith(day, today), [day, today])
  const query = `from=${span.from}&to=${span.to}`
  const days = useAnswer<DeliveryDays>(options, { path: pathOfDays(shown), everyMs })
  const summary = useAnswer<AnalyticsSummary>(options, { path: `/v1/analytics/summary?${query}`, everyMs })
  const distributions = useAnswer<DeliveryDistributions>(options, {
    path: `/v1/analytics/distributions?${query}`,
    everyMs,
  })
  const words = language.messages.analytics
  const isAway = days.failed || summary.failed || distributions.failed
  const outcomes = summary.answer?.deliveries
  const ended = outcomes && outcomes.delivered + outcomes.failed + outcomes.cancelled

  return (
    <section class="board" aria-label={words.board}>
      <header class="board-top">
        <a href="/" class="board-home" aria-label="Doorstep" title="Doorstep">
          <HomeIcon />
        </a>
        <h1>{words.title}</h1>
        <DayTurner {...{ day, today, language }} onDay={(next) => onPlace({ day: next })} />
      </header>
      <p class="away" role="status">
        {isAway && words.unreachable}
      </p>
      <DaysStrip
        {...{ shown, day, today, language }}
        known={days.answer?.days ?? []}
        onDay={(next) => onPlace({ day: next })}
      />
      <Figures summary={summary.answer} language={language} />
      {summary.answer?.deliveries.delivered === 0 && <p class="note">{words.nothing}</p>}
      {distributions.answer !== undefined && (
        <Distributions distributions={distributions.answer} language={language} />
      )}
      <DeliveriesTable
        {...options}
        {...{ span, ended, language }}
        replayedId={deliveryId}
        onReplay={(id) => onPlace({ day, deliveryId: id })}
      />
    </section>
  )
}

/** Two weeks: the last ones, or those that are so many times two weeks earlier, whichever the day is in. */
function shownWith(day: Day, today: Day): Day[] {
  const turns = Math.floor(daysBetween(day, today) / DAYS_SHOWN)
  return daysUpTo(daysFrom(today, -turns * DAYS_SHOWN), DAYS_SHOWN)
}

function pathOfDays(days: readonly Day[]): string {
  const [first = '', last = first] = [days[0], days.at(-1)]
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
  const query = new URLSearchParams({
    from: String(spanOf(first).from),
    to: String(spanOf(last).to),
    timeZone,
  })
  return `/v1/analytics/days?${query}`
}
