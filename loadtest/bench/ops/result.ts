import { markdownTable, rounded } from '../../table.ts'
import { median, quantile } from '../alternate.ts'

/** One window. */
export interface OpsRound {
  /** Scripting in each of its frames, in milliseconds. */
  readonly scriptingMs: readonly number[]
  /** Frames on the screen a second. */
  readonly fps: number
}

/** Half of a frame at 60 a second: the other half is the browser's, to paint. */
const GOAL_MS = 8
/** Each that a usual screen can show. */
const GOAL_FPS = 60

export interface OpsResult {
  readonly name: string
  /** Of all rounds together. */
  readonly frames: number
  readonly p50Ms: number
  readonly p95Ms: number
  readonly p99Ms: number
  readonly goalMs: number
  /** Of the rounds' own. */
  readonly fps: number
  readonly goalFps: number
  readonly reached: boolean
  /** Of each round. */
  readonly p95sMs: readonly number[]
  readonly eachFps: readonly number[]
}

const isCheap = (p95Ms: number) => p95Ms < GOAL_MS
const isFluent = (fps: number) => Math.round(fps) >= GOAL_FPS

export function opsLine({ fps, scriptingMs }: OpsRound): string {
  return `${fps.toFixed(1)} frames/s, p95 ${quantile(scriptingMs, 0.95).toFixed(2)} ms of scripting in one`
}

export function opsResult(name: string, rounds: readonly OpsRound[]): OpsResult {
  const scriptingMs = rounds.flatMap((round) => round.scriptingMs)
  const at = (share: number) => rounded(quantile(scriptingMs, share), 2)
  const fps = median(rounds.map((round) => round.fps))
  const p95Ms = at(0.95)
  return {
    name,
    frames: scriptingMs.length,
    p50Ms: at(0.5),
    p95Ms,
    p99Ms: at(0.99),
    goalMs: GOAL_MS,
    fps: rounded(fps, 1),
    goalFps: GOAL_FPS,
    reached: isCheap(p95Ms) && isFluent(fps),
    p95sMs: rounds.map((round) => rounded(quantile(round.scriptingMs, 0.95), 2)),
    eachFps: rounds.map((round) => rounded(round.fps, 1)),
  }
}

/** For people, as Markdown. */
export function opsTable(results: readonly OpsResult[]): string {
  const head = [
    'moving',
    'frames/s (goal)',
    'of each round',
    'scripting a frame, p50',
    'p95 (goal)',
    'p99',
    'frames measured',
  ]
  const goal = (goal: number, reached: boolean) => `(${goal}${reached ? '' : ', missed'})`
  const rows = results.map(({ name, frames, p50Ms, p95Ms, p99Ms, goalMs, fps, goalFps, eachFps }) => [
    name,
    `${fps} ${goal(goalFps, isFluent(fps))}`,
    eachFps.join(' '),
    `${p50Ms} ms`,
    `${p95Ms} ms ${goal(goalMs, isCheap(p95Ms))}`,
    `${p99Ms} ms`,
    String(frames),
  ])
  return markdownTable(head, rows)
}
