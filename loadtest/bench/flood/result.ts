import { markdownTable, rounded } from '../../table.ts'
import { quantile } from '../alternate.ts'
import type { Flood, FloodReport } from './floods.ts'
import { ratioOfP99 } from './paired-ratio.ts'

export interface FloodWindow extends FloodReport {
  /** Of the others' reports. */
  readonly latenciesMs: readonly number[]
}

/** Neighbours in time: the flood past ingest, and into it. */
export interface WindowPair {
  readonly past: FloodWindow
  readonly into: FloodWindow
}

/** What a flood may cost the others of their p99. */
const GOAL = 1.1

export interface FloodResult {
  readonly name: string
  readonly ratio: number
  /** Between which the ratio lies with 95 % confidence. */
  readonly interval: readonly [low: number, high: number]
  readonly goal: number
  /** `unresolved`: the interval has the goal within it, so more windows or a quieter machine are needed. */
  readonly verdict: 'holds' | 'missed' | 'unresolved'
  readonly reached: boolean
  readonly p99Ms: number
  readonly p99PastMs: number
  readonly p50Ms: number
  readonly p50PastMs: number
  readonly takenPerS: number
  readonly refusedPerS: number
  readonly pairs: number
}

export function floodResult({ name }: Flood, pairs: readonly WindowPair[]): FloodResult {
  const past = pairs.flatMap((pair) => pair.past.latenciesMs)
  const into = pairs.flatMap((pair) => pair.into.latenciesMs)
  const { ratio, interval } = ratioOfP99(
    pairs.map((pair) => ({ past: pair.past.latenciesMs, into: pair.into.latenciesMs })),
  )
  const verdict = verdictOn(interval)
  const ofFlood = (figure: 'takenPerS' | 'refusedPerS') =>
    rounded(pairs.reduce((sum, pair) => sum + pair.into[figure], 0) / pairs.length, 1)
  return {
    name,
    ratio: rounded(ratio, 3),
    interval: [rounded(interval[0], 3), rounded(interval[1], 3)],
    goal: GOAL,
    verdict,
    reached: verdict === 'holds',
    p99Ms: rounded(quantile(into, 0.99), 2),
    p99PastMs: rounded(quantile(past, 0.99), 2),
    p50Ms: rounded(quantile(into, 0.5), 2),
    p50PastMs: rounded(quantile(past, 0.5), 2),
    takenPerS: ofFlood('takenPerS'),
    refusedPerS: ofFlood('refusedPerS'),
    pairs: pairs.length,
  }
}

function verdictOn([low, high]: readonly [low: number, high: number]): FloodResult['verdict'] {
  if (high <= GOAL) return 'holds'
  return low > GOAL ? 'missed' : 'unresolved'
}

/** For people, as Markdown. */
export function floodTable(results: readonly FloodResult[]): string {
  const head = [
    'one rider floods with',
    "others' p99, flood past ingest",
    'into it',
    'ratio, 95 % interval',
    `at most ${GOAL}`,
    'of the flood taken, refused',
  ]
  const rows = results.map((result) => [
    result.name,
    `${result.p99PastMs} ms`,
    `${result.p99Ms} ms`,
    `${result.ratio} (${result.interval.join(' to ')}, ${result.pairs} pairs)`,
    result.verdict,
    `${result.takenPerS} / ${result.refusedPerS} a second`,
  ])
  return markdownTable(head, rows)
}
