import { markdownTable, rounded } from '../../table.ts'
import { median } from '../alternate.ts'

/** Scripting in one frame, and frames a second, in one window. */
export interface OpsRound {
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly fps: number
}

/** Half of a frame at 60 a second: the other half is the browser's, to paint. */
const GOAL_MS = 8

export interface OpsResult extends OpsRound {
  readonly name: string
  readonly goalMs: number
  readonly reached: boolean
  /** Of each round. */
  readonly p95s: readonly number[]
}

export function opsResult(name: string, rounds: readonly OpsRound[]): OpsResult {
  const medianOf = (figure: (round: OpsRound) => number) => rounded(median(rounds.map(figure)), 2)
  const p95Ms = medianOf((round) => round.p95Ms)
  return {
    name,
    p50Ms: medianOf((round) => round.p50Ms),
    p95Ms,
    p99Ms: medianOf((round) => round.p99Ms),
    fps: medianOf((round) => round.fps),
    goalMs: GOAL_MS,
    reached: p95Ms < GOAL_MS,
    p95s: rounds.map((round) => rounded(round.p95Ms, 2)),
  }
}

/** For people, as Markdown. */
export function opsTable(results: readonly OpsResult[]): string {
  const head = [
    'moving',
    'scripting a frame, p50',
    'p95 (goal)',
    'p99',
    'p95 of each round',
    'frames/s drawn',
  ]
  const rows = results.map(({ name, p50Ms, p95Ms, p99Ms, p95s, fps, goalMs, reached }) => [
    name,
    `${p50Ms} ms`,
    `${p95Ms} ms (${goalMs}${reached ? '' : ', missed'})`,
    `${p99Ms} ms`,
    p95s.join(' '),
    String(fps),
  ])
  return markdownTable(head, rows)
}
