import { percent, whole } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import type { Bar } from './bars.ts'
import type { Scale } from './quantities.ts'

interface HistogramProps {
  readonly title: string
  readonly bars: readonly Bar[]
  readonly scale: Scale
  /** Which colour a bar has, if not that of all. */
  readonly toneOf?: (bar: Bar) => 'good' | 'late'
  readonly language: Language
}

/** The picture is 100 high, and each bar 1 wide. */
const HEIGHT = 100
const GAP = 0.16
/** A bar that is not empty is seen. */
const LOWEST = 2
const MOST_TICKS = 6

/** Bars, the sentence that sums them up, and the same as a table. */
export function Histogram({ title, bars, scale, toneOf, language }: HistogramProps) {
  const { locale, messages } = language
  const words = messages.analytics
  const highest = Math.max(...bars.map(({ count }) => count))
  const total = bars.reduce((sum, { count }) => sum + count, 0)
  const peak = bars.find(({ count }) => count === highest)
  const sentence =
    peak && words.mostOften(scale.range(peak), percent(locale, Math.round((highest / total) * 100)))

  return (
    <figure class="histogram">
      <figcaption>
        <h2>{title}</h2>
        <span class="unit">{scale.unit}</span>
      </figcaption>
      <p class="histogram-most" aria-hidden="true">
        {words.peak(whole(locale, highest))}
      </p>
      <svg
        role="img"
        aria-label={sentence}
        viewBox={`0 0 ${bars.length} ${HEIGHT}`}
        preserveAspectRatio="none"
      >
        {bars.map((bar, i) => {
          const height = bar.count === 0 ? 0 : Math.max(LOWEST, (bar.count / highest) * HEIGHT)
          return (
            <rect
              key={bar.from}
              class="histogram-bar"
              data-tone={toneOf?.(bar)}
              x={i + GAP / 2}
              y={HEIGHT - height}
              width={1 - GAP}
              height={height}
            >
              <title>{`${scale.range(bar)}: ${whole(locale, bar.count)}`}</title>
            </rect>
          )
        })}
      </svg>
      <Ticks bars={bars} scale={scale} />
      <details>
        <summary>{words.asTable}</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.column.range}</th>
              <th scope="col">{words.column.deliveries}</th>
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.from}>
                <th scope="row">{scale.range(bar)}</th>
                <td>{whole(locale, bar.count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

/** Numbers where bars begin, as many as there is room for; 0 among them. */
function Ticks({ bars, scale }: Pick<HistogramProps, 'bars' | 'scale'>) {
  const [first] = bars
  const every = Math.ceil(bars.length / MOST_TICKS) * ((first?.to ?? 0) - (first?.from ?? 0))
  return (
    <div class="histogram-ticks" aria-hidden="true">
      {bars.map(
        ({ from }, i) =>
          (from % every === 0 || bars.length === 1) && (
            <span key={from} style={{ left: `${(i / bars.length) * 100}%` }}>
              {scale.tick(from)}
            </span>
          ),
      )}
    </div>
  )
}
