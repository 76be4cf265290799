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

const MICROSECONDS = 1_000

/** Milliseconds of scripting from one animation frame to the next, on the thread that has most of them: the page's own. */
export function scriptingByFrame(events: readonly TraceEvent[]): readonly number[] {
  const onThread = events.filter(({ pid, tid }) => `${pid}:${tid}` === busiestThread(events))
  const frames = onThread.filter(({ name }) => name === 'FireAnimationFrame').map(({ ts }) => ts)
  const spans = outermost(onThread.filter(({ name, ph }) => ph === 'X' && scripting.has(name)))
  return frames.slice(0, -1).map((from, index) => {
    const to = frames[index + 1] ?? from
    const within = spans.filter(({ ts }) => ts >= from && ts < to)
    return within.reduce((sum, { dur = 0, tdur = dur }) => sum + tdur, 0) / MICROSECONDS
  })
}

function busiestThread(events: readonly TraceEvent[]): string | undefined {
  const frames = events.filter(({ name }) => name === 'FireAnimationFrame')
  const threads = Map.groupBy(frames, ({ pid, tid }) => `${pid}:${tid}`)
  return [...threads].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0]
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
