import type { HeatmapFeatures, HeatSlots } from '@doorstep/contracts'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { clock } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import { type Day, type Span, spanOf } from '../day/day.ts'
import { dateInWords, longDuration } from '../day/quantities.ts'
import type { SceneHolder } from '../scene-holder.ts'
import { type AnswerOptions, useAnswer } from '../use-answer.ts'
import { useSettled } from '../use-settled.ts'
import { heatBreaks, riderMinutes } from './heat-scale.ts'
import { Legend } from './legend.tsx'
import { TimeBrush } from './time-brush.tsx'

interface HeatDockProps extends AnswerOptions {
  readonly day: Day
  readonly everyMs: number | undefined
  readonly scenes: SceneHolder
  readonly language: Language
}

const MINUTE_MS = 60_000
/** Less than is noticed after a finger stopped. */
const SETTLED_MS = 120

/** Where riders were on one day, and when: the part of the day that is brushed is what the map shows. */
export function HeatDock({ day, everyMs, scenes, language, ask, onRefused }: HeatDockProps) {
  const options = { ask, onRefused }
  const span = useMemo(() => spanOf(day), [day])
  const [brush, setBrush] = useState(span)
  const settled = useSettled(brush, SETTLED_MS)
  const slots = useAnswer<HeatSlots>(options, { path: `/v1/analytics/heatmap/slots?${query(span)}`, everyMs })
  const cells = useAnswer<HeatmapFeatures>(options, {
    path: `/v1/analytics/heatmap?${query(settled)}`,
    accept: 'application/geo+json',
    everyMs,
  })
  const features = cells.latest
  const minutes = useMemo(
    () => features?.features.map(({ properties }) => riderMinutes(properties)),
    [features],
  )
  const breaks = useMemo(() => heatBreaks(minutes ?? []), [minutes])
  useEffect(() => scenes.show({ heat: features && { features, breaks } }), [scenes, features, breaks])

  const { locale, messages } = language
  const words = messages.analytics
  const isWhole = brush.from === span.from && brush.to === span.to
  const isOfBrush = settled === brush && cells.answer !== undefined
  const total = isOfBrush ? minutes?.reduce((sum, one) => sum + one, 0) : undefined

  return (
    <>
      <div class="dock-head">
        <h2>{words.map}</h2>
        <p class="dock-more" role="status">
          {dateInWords(locale, span.from)}
          {!isWhole && `, ${clock(locale, brush.from)}–${clock(locale, brush.to)}`}
          {!!total && ` · ${words.riderTime(longDuration(locale, total * MINUTE_MS))}`}
        </p>
        <button type="button" class="dock-whole" disabled={isWhole} onClick={() => setBrush(span)}>
          {words.wholeDay}
        </button>
      </div>
      <TimeBrush
        day={span}
        brush={brush}
        slots={slots.answer?.slots ?? noSlots}
        language={language}
        onBrush={setBrush}
      />
      {total === 0 ? <p class="legend">{words.nobody}</p> : <Legend breaks={breaks} language={language} />}
    </>
  )
}

const noSlots: HeatSlots['slots'] = []
const query = ({ from, to }: Span) => `from=${from}&to=${to}`
