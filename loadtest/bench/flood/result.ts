import { median } from '../alternate.ts'
import type { Flood, FloodReport } from './floods.ts'

export interface FloodWindow extends FloodReport {
  readonly p50Ms: number
  readonly p99Ms: number
}

/** Neighbours in time: the flood past ingest, and into it. */
export interface FloodRound {
  readonly past: FloodWindow
  readonly into: FloodWindow
}

/** What a flood may cost the others of their p99. */
const GOAL = 1.1

export interface FloodResult {
  readonly name: string
  readonly ratio: number
  readonly goal: number
  readonly reached: boolean
  readonly p99Ms: number
  readonly p99PastMs: number
  readonly p50Ms: number
  readonly p50PastMs: number
  readonly takenPerS: number
  readonly refusedPerS: number
  /** Of each round: how far neighbours differ is what the ratio is worth. */
  readonly ratios: readonly number[]
}

export function floodResult({ name }: Flood, rounds: readonly FloodRound[]): FloodResult {
  const ratios = rounds.map(({ past, into }) => into.p99Ms / past.p99Ms)
  const ratio = median(ratios)
  const medianOf = (figure: (round: FloodRound) => number) => rounded(median(rounds.map(figure)), 2)
  return {
    name,
    ratio: rounded(ratio, 3),
    goal: GOAL,
    reached: ratio <= GOAL,
    p99Ms: medianOf(({ into }) => into.p99Ms),
    p99PastMs: medianOf(({ past }) => past.p99Ms),
    p50Ms: medianOf(({ into }) => into.p50Ms),
    p50PastMs: medianOf(({ past }) => past.p50Ms),
    takenPerS: medianOf(({ into }) => into.takenPerS),
    refusedPerS: medianOf(({ into }) => into.refusedPerS),
    ratios: ratios.map((value) => rounded(value, 2)),
  }
}

/** For people, as Markdown. */
export function floodTable(results: readonly FloodResult[]): string {
  const head = [
    'one rider floods with',
    "others' p99, flood past ingest",
    'into it',
    'ratio (goal)',
    'rounds',
    'of the flood taken, refused',
  ]
  const rows = results.map((result) => [
    result.name,
    `${result.p99PastMs} ms`,
    `${result.p99Ms} ms`,
    `${result.ratio} (${result.goal}${result.reached ? '' : ', missed'})`,
    result.ratios.join(' '),
    `${result.takenPerS} / ${result.refusedPerS} a second`,
  ])
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits))
}
