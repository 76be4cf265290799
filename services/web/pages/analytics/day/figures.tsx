import type { AnalyticsSummary } from '@doorstep/contracts'
import { distance, percent, whole } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import { longDuration } from './quantities.ts'

interface FiguresProps {
  readonly summary: AnalyticsSummary | undefined
  readonly language: Language
}

interface Figure {
  readonly name: string
  readonly value: string
  readonly more: string
}

/** The day in four numbers. */
export function Figures({ summary, language }: FiguresProps) {
  const { figure } = language.messages.analytics
  const figures: readonly Figure[] =
    summary === undefined
      ? Object.values(figure).map((name) => ({ name, value: '…', more: '' }))
      : figuresOf(summary, language)
  return (
    <dl class="figures" aria-busy={summary === undefined}>
      {figures.map(({ name, value, more }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd class="figure-value">{value}</dd>
          <dd class="figure-more">{more}</dd>
        </div>
      ))}
    </dl>
  )
}

function figuresOf(summary: AnalyticsSummary, { locale, messages }: Language): Figure[] {
  const words = messages.analytics
  const { deliveries, onTimeShare, orderToDoor, distanceM, riders } = summary
  return [
    {
      name: words.figure.delivered,
      value: whole(locale, deliveries.delivered),
      more: words.notDelivered(whole(locale, deliveries.failed), whole(locale, deliveries.cancelled)),
    },
    {
      name: words.figure.onTime,
      value: onTimeShare === undefined ? '–' : percent(locale, Math.floor(onTimeShare * 100)),
      more: onTimeShare === undefined ? words.unpromised : words.byPromise,
    },
    {
      name: words.figure.toDoor,
      value: orderToDoor === undefined ? '–' : longDuration(locale, orderToDoor.medianMs),
      more: orderToDoor === undefined ? '' : words.nineOfTen(longDuration(locale, orderToDoor.p90Ms)),
    },
    {
      name: words.figure.ridden,
      value: distanceM === 0 ? '–' : distance(locale, distanceM),
      more: words.riders(whole(locale, riders)),
    },
  ]
}
