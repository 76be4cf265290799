/** One thing that a browser did, as its own trace tells it; microseconds. */
export interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts: number
  readonly dur?: number
  /** Of that, what its thread ran for: what a busy machine takes from it is not the page's. */
  readonly tdur?: number
}

/** What a page's own code costs: everything that runs scripts, whatever began it. */
const scripting = new Set([
  'FireAnimationFrame',
  'FunctionCall',
  'EvaluateScript',
  'EventDispatch',
  'TimerFire',
  'RunMicrotasks',
  'WebSocketReceive',
])
const FRAME = 'AnimationFrame'
const BEGINS = 'b'
const PRESENTED = 'AnimationFrame::Presentation'

const MICROSECONDS = 1_000

/** Milliseconds of scripting from the beginning of one frame to that of the next, on the thread that has most of them: the page's own. */
export function scriptingByFrame(events: readonly TraceEvent[]): readonly number[] {
  const onThread = ofPage(events)
  const frames = onThread.filter(isFrame).map(({ ts }) => ts)
  const spans = outermost(onThread.filter(({ name, ph }) => ph === 'X' && scripting.has(name)))
  return frames.slice(0, -1).map((from, index) => {
    const to = frames[index + 1] ?? from
    const within = spans.filter(({ ts }) => ts >= from && ts < to)
    return within.reduce((sum, { dur = 0, tdur = dur }) => sum + tdur, 0) / MICROSECONDS
  })
}

/** How many a second were on the screen: a frame that was begun and never shown is none. */
export function framesPerSecond(events: readonly TraceEvent[]): number {
  const shownAt = ofPage(events)
    .filter(({ name }) => name === PRESENTED)
    .map(({ ts }) => ts)
  const lasted = (Math.max(...shownAt) - Math.min(...shownAt)) / MICROSECONDS
  return shownAt.length < 2 ? 0 : ((shownAt.length - 1) / lasted) * 1_000
}

const isFrame = ({ name, ph }: TraceEvent) => name === FRAME && ph === BEGINS

function ofPage(events: readonly TraceEvent[]): readonly TraceEvent[] {
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`
  const threads = Map.groupBy(events.filter(isFrame), threadOf)
  const [busiest] = [...threads].toSorted(([, a], [, b]) => b.length - a.length)
  return events.filter((event) => threadOf(event) === busiest?.[0])
}

/** What is inside of another counts with it. */
function outermost(spans: readonly TraceEvent[]): readonly TraceEvent[] {
  const kept: TraceEvent[] = []
  let end = 0
  for (const span of spans.toSorted((a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0))) {
    if (span.ts < end) continue
    end = span.ts + (span.dur ?? 0)
    kept.push(span)
  }
  return kept
}
