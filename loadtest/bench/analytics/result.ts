import { inThousands, markdownTable, rounded } from '../../table.ts'
import { median, ratioOf, type Sides } from '../alternate.ts'
import type { CatchUpRound } from './catch-up.ts'
import type { CopyRound } from './copy.ts'

/** The share of a bare COPY, and the fixes a second, that have to be reached. */
const GOAL = { ratio: 0.5, fixesPerS: 80_000 }

export interface AnalyticsResult {
  readonly name: string
  readonly goal: typeof GOAL
  readonly ratio: number
  readonly reached: boolean
  readonly fixesPerS: number
  readonly copiedPerS: number
  readonly seconds: number
  readonly nodeMicrosPerFix: number
  readonly serverMicrosPerFix: number
  readonly copyServerMicrosPerRow: number
  readonly residentMb: number
}

export function analyticsResult(fixes: number, sides: Sides<CatchUpRound, CopyRound>): AnalyticsResult {
  const { candidate, limit } = sides
  const [ratio, rate] = [ratioOf(sides), median(candidate.map(({ rate }) => rate))]
  return {
    name: `${fixes} fixes`,
    goal: GOAL,
    ratio: rounded(ratio, 3),
    reached: ratio >= GOAL.ratio && rate >= GOAL.fixesPerS,
    fixesPerS: rounded(rate),
    copiedPerS: rounded(median(limit.map(({ rate }) => rate))),
    seconds: rounded(median(candidate.map(({ seconds }) => seconds)), 1),
    nodeMicrosPerFix: rounded(median(candidate.map(({ nodeMicrosPerFix }) => nodeMicrosPerFix)), 1),
    serverMicrosPerFix: rounded(median(candidate.map(({ serverMicrosPerFix }) => serverMicrosPerFix)), 1),
    copyServerMicrosPerRow: rounded(median(limit.map(({ serverMicrosPerRow }) => serverMicrosPerRow)), 1),
    residentMb: rounded(Math.max(...candidate.map(({ residentMb }) => residentMb))),
  }
}

/** For people, as Markdown. */
export function analyticsTable(results: readonly AnalyticsResult[]): string {
  const head = [
    '',
    'fixes/s (goal)',
    'COPY by psql',
    'ratio (goal)',
    'took',
    'CPU/fix: Node, Postgres',
    'memory',
  ]
  const rows = results.map((result) => [
    result.name,
    `${inThousands(result.fixesPerS, 0)} (${inThousands(result.goal.fixesPerS, 0)})`,
    `${inThousands(result.copiedPerS, 0)} rows/s, ${result.copyServerMicrosPerRow} µs of Postgres`,
    `${result.ratio.toFixed(2)} (${result.goal.ratio})${result.reached ? '' : ', missed'}`,
    `${result.seconds} s`,
    `${result.nodeMicrosPerFix} µs, ${result.serverMicrosPerFix} µs`,
    `${result.residentMb} MB`,
  ])
  return markdownTable(head, rows)
}
