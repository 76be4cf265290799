import { useMemo } from 'preact/hooks'
import { speed as speedInWords } from '../../words/format.ts'
import type { Language } from '../../words/language.ts'
import type { Span } from '../day/day.ts'
import { longDuration } from '../day/quantities.ts'
import { speedPath } from './speed-profile.ts'
import type { Replay } from './use-replay.ts'

interface ScrubberProps {
  readonly replay: Replay
  readonly pickedUpAt: number | undefined
  readonly language: Language
}

const WIDTH = 1_000
const HEIGHT = 100
const STEP_MS = 1_000

/** The time of the ride, with its speed and its gaps, and where in it we are. */
export function Scrubber({ replay, pickedUpAt, language }: ScrubberProps) {
  const { track, at } = replay
  const { span, gaps } = track
  const { locale, messages } = language
  const words = messages.analytics.replay
  const path = useMemo(() => speedPath(track, WIDTH, HEIGHT), [track])
  const share = (moment: number) => `${((moment - span.from) / Math.max(1, span.to - span.from)) * 100}%`

  return (
    <div class="scrubber">
      <div class="scrubber-picture" aria-hidden="true">
        <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <path class="scrubber-speed" d={path} />
        </svg>
        <div class="scrubber-played" style={{ width: share(at) }} />
        {gaps.map(({ from, to }) => (
          <div
            key={from}
            class="scrubber-gap"
            title={words.noSignalFor(longDuration(locale, to - from))}
            style={{ left: share(from), width: share(span.from + to - from) }}
          />
        ))}
        {pickedUpAt !== undefined && isIn(pickedUpAt, span) && (
          <div class="scrubber-mark" style={{ left: share(pickedUpAt) }}>
            <span>{words.pickedUp}</span>
          </div>
        )}
        <div class="scrubber-head" style={{ left: share(at) }} />
      </div>
      <input
        type="range"
        aria-label={words.scrubber}
        aria-valuetext={words.at(exactClock(locale, at), momentInWords(replay, language))}
        min={span.from}
        max={span.to}
        step={STEP_MS}
        value={at}
        onInput={(event) => replay.seek(event.currentTarget.valueAsNumber)}
      />
      <p class="scrubber-times" aria-hidden="true">
        <span>{exactClock(locale, span.from)}</span>
        <span class="scrubber-now" data-gap={replay.moment.gap !== undefined}>
          {words.at(exactClock(locale, at), momentInWords(replay, language))}
        </span>
        <span>{exactClock(locale, span.to)}</span>
      </p>
    </div>
  )
}

function momentInWords({ moment }: Replay, { locale, messages }: Language): string {
  const words = messages.analytics.replay
  if (moment.gap !== undefined) return words.noSignal
  return moment.speedMps === undefined ? words.noSpeed : speedInWords(locale, moment.speedMps)
}

const isIn = (at: number, { from, to }: Span): boolean => at > from && at < to

/** To the second: what is recorded is recorded each second. */
function exactClock(locale: string, at: number): string {
  return new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(at)
}
