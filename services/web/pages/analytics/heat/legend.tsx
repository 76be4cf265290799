import { useTheme } from '../../design/use-theme.ts'
import type { Language } from '../../words/language.ts'
import { heatColours } from './heat-scale.ts'

interface LegendProps {
  readonly breaks: readonly number[]
  readonly language: Language
}

/** What the colours of the cells mean. */
export function Legend({ breaks, language }: LegendProps) {
  const { locale, messages } = language
  const colours = heatColours[useTheme()]
  const number = new Intl.NumberFormat(locale)
  return (
    <div class="legend">
      <span class="legend-unit">{messages.analytics.legend}</span>
      <ol>
        {[0, ...breaks].map((from, i) => (
          <li key={from}>
            <span class="legend-colour" style={{ background: colours[i] }} />
            {i === breaks.length ? `${number.format(from)}+` : number.format(from)}
          </li>
        ))}
      </ol>
    </div>
  )
}
