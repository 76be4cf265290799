import { markdownTable, rounded } from '../../table.ts'
import { median } from '../alternate.ts'
import { FIXES_A_SECOND, type LatencyRound } from './round.ts'

/** Promised: no more than three times what Kafka alone takes, and short. */
const P99_TIMES = 3
const P99_MS = 50

interface SideLatency {
  readonly p50Ms: number
  readonly p99Ms: number
  readonly arrivedPerS: number
}

export interface LatencyResult {
  readonly name: string
  readonly doorstep: SideLatency
  readonly kafkajs: SideLatency
  readonly p99Times: number
  readonly reached: boolean
}

/** The ratio is of neighbours in time, as for every benchmark. */
export function latencyResult(ours: readonly LatencyRound[], bare: readonly LatencyRound[]): LatencyResult {
  const p99Times = median(ours.map(({ p99Ms }, round) => p99Ms / (bare[round]?.p99Ms ?? Number.NaN)))
  const side = sideLatency(ours)
  return {
    name: `POST to frame at ${FIXES_A_SECOND} fixes/s`,
    doorstep: side,
    kafkajs: sideLatency(bare),
    p99Times: rounded(p99Times, 2),
    reached: p99Times <= P99_TIMES && side.p99Ms < P99_MS,
  }
}

function sideLatency(rounds: readonly LatencyRound[]): SideLatency {
  const middle = (value: (round: LatencyRound) => number) => rounded(median(rounds.map(value)), 1)
  return {
    p50Ms: middle(({ p50Ms }) => p50Ms),
    p99Ms: middle(({ p99Ms }) => p99Ms),
    arrivedPerS: middle(({ rate }) => rate),
  }
}

/** For people, as Markdown. */
export function latencyTable({ name, doorstep, kafkajs, p99Times, reached }: LatencyResult): string {
  const goal = `${P99_TIMES} times and ${P99_MS} ms${reached ? '' : ', missed'}`
  const head = ['', 'p50', 'p99', 'arrived/s', 'p99 beside kafkajs (goal)']
  const row = ({ p50Ms, p99Ms, arrivedPerS }: SideLatency) => [
    `${p50Ms} ms`,
    `${p99Ms} ms`,
    String(arrivedPerS),
  ]
  return markdownTable(head, [
    [name, ...row(doorstep), `${p99Times} (${goal})`],
    ['a record through kafkajs alone', ...row(kafkajs), ''],
  ])
}
