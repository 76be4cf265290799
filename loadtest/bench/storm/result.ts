import { markdownTable, rounded } from '../../table.ts'
import { median, quantile } from '../alternate.ts'

/** Promised: everybody has a new position again. */
const FRESH_WITHIN_S = 5

export interface StormResult {
  readonly name: string
  readonly sockets: number
  readonly medianMs: number
  readonly p99Ms: number
  /** The very last, and that of each round. */
  readonly lastMs: number
  readonly lastsMs: readonly number[]
  /** The share of all that had a new position within one second, two, and so on. */
  readonly freshWithin: readonly number[]
  readonly reached: boolean
}

/** Of each round: how long each socket was without a new position. */
export function stormResult(sockets: number, rounds: readonly (readonly number[])[]): StormResult {
  const over = (value: (withoutMs: readonly number[]) => number) => rounded(median(rounds.map(value)))
  const all = rounds.flat()
  const lastsMs = rounds.map((withoutMs) => rounded(Math.max(...withoutMs)))
  const lastMs = Math.max(...lastsMs)
  return {
    name: `${sockets} sockets`,
    sockets,
    medianMs: over(median),
    p99Ms: over((withoutMs) => quantile(withoutMs, 0.99)),
    lastMs,
    lastsMs,
    freshWithin: Array.from({ length: FRESH_WITHIN_S }, (_, second) =>
      rounded(all.filter((ms) => ms <= (second + 1) * 1_000).length / all.length, 3),
    ),
    reached: lastMs <= FRESH_WITHIN_S * 1_000,
  }
}

/** For people, as Markdown. */
export function stormTable(result: StormResult): string {
  const { sockets, medianMs, p99Ms, lastMs, lastsMs, freshWithin, reached } = result
  const shares = freshWithin.map((share) => `${rounded(share * 100)} %`)
  return markdownTable(
    [
      ...['sockets', 'fresh, median', 'p99', `the last (${FRESH_WITHIN_S} s)`, 'the last of each round, ms'],
      ...shares.map((_, second) => `${second + 1} s`),
    ],
    [
      [
        ...[sockets, `${medianMs} ms`, `${p99Ms} ms`, `${lastMs} ms${reached ? '' : ', missed'}`],
        lastsMs.join(' '),
        ...shares,
      ],
    ],
  )
}
