import type { HeatSlot } from '@doorstep/contracts'
import { useMemo } from 'preact/hooks'
import { clock } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import type { Span } from '../day/day.ts'
import { type Handle, keyed } from './brush.ts'
import { slotHeights, stepsPath } from './slot-area.ts'
import { useBrushDrag } from './use-brush-drag.ts'

interface TimeBrushProps {
  readonly day: Span
  readonly brush: Span
  readonly slots: readonly HeatSlot[]
  readonly language: Language
  readonly onBrush: (brush: Span) => void
}

const HEIGHT = 100
const HOUR_MS = 3_600_000
const TICK_HOURS = 3

/** How busy a day was, and the part of it that the map shows: drawn by pointer, or moved at its ends by key. */
export function TimeBrush({ day, brush, slots, language, onBrush }: TimeBrushProps) {
  const { area, begin, move, end } = useBrushDrag({ day, brush, onBrush })
  const { locale, messages } = language
  const words = messages.analytics
  const heights = useMemo(() => slotHeights(slots, day), [slots, day])
  const path = useMemo(() => stepsPath(heights, HEIGHT), [heights])
  const share = (at: number) => `${((at - day.from) / (day.to - day.from)) * 100}%`
  const isWhole = brush.from === day.from && brush.to === day.to

  const handle = (name: Handle) => (
    <div
      class="brush-handle"
      role="slider"
      tabIndex={0}
      style={{ left: share(brush[name]) }}
      aria-label={name === 'from' ? words.brushFrom : words.brushTo}
      aria-valuemin={day.from}
      aria-valuemax={day.to}
      aria-valuenow={brush[name]}
      aria-valuetext={clock(locale, brush[name])}
      onPointerDown={(event) => begin(event, name)}
      onKeyDown={(event) => {
        const next = keyed(brush, name, event.key, day)
        if (next === undefined) return
        event.preventDefault()
        onBrush(next)
      }}
    />
  )

  return (
    <fieldset class="brush" aria-label={words.brush}>
      <div
        class="brush-area"
        ref={area}
        onPointerDown={(event) => begin(event, 'new')}
        onPointerMove={move}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <svg viewBox={`0 0 ${heights.length} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <path class="brush-steps" d={path} />
        </svg>
        <div class="brush-veil" style={{ left: 0, width: share(brush.from) }} />
        <div class="brush-veil" style={{ left: share(brush.to), right: 0 }} />
        <div
          class="brush-window"
          data-whole={isWhole}
          style={{ left: share(brush.from), width: share(day.from + brush.to - brush.from) }}
          onPointerDown={(event) => begin(event, isWhole ? 'new' : 'all')}
        />
        {handle('from')}
        {handle('to')}
      </div>
      <div class="brush-ticks" aria-hidden="true">
        {ticksOf(day).map((at) => (
          <span key={at} style={{ left: share(at) }}>
            {clock(locale, at)}
          </span>
        ))}
      </div>
    </fieldset>
  )
}

/** Full hours by the reader's clock, also on days on which clocks are set. */
function ticksOf({ from, to }: Span): number[] {
  const hours = Array.from({ length: Math.round((to - from) / HOUR_MS) }, (_, i) => from + i * HOUR_MS)
  return hours.filter((at) => new Date(at).getHours() % TICK_HOURS === 0)
}
