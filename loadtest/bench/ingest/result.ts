import { inThousands, markdownTable, rounded } from '../../table.ts'
import { median, type Round, ratioOf, type Sides } from '../alternate.ts'
import type { IngestRound } from './measure.ts'
import type { Subject } from './subjects.ts'

export interface SubjectResult {
  readonly name: string
  readonly against: string
  readonly goal: number
  readonly ratio: number
  readonly reached: boolean
  readonly fixesPerS: number
  readonly limitFixesPerS: number
  readonly cpuMicrosPerFix: number
  readonly residentMb: number
  readonly generatorCores: number
  /** Of answers, at 70 % of the fixes a second. */
  readonly calm: { readonly fixesPerS: number; readonly p50Ms: number; readonly p99Ms: number }
  readonly rounds: readonly { readonly fixesPerS: number; readonly limitFixesPerS: number }[]
}

export function subjectResult(
  { name, against, goal }: Subject,
  sides: Sides<IngestRound, Round>,
  calm: readonly IngestRound[],
): SubjectResult {
  const { candidate, limit } = sides
  const ratio = ratioOf(sides)
  return {
    name,
    against,
    goal,
    ratio: rounded(ratio, 3),
    reached: ratio >= goal,
    fixesPerS: rounded(median(candidate.map(({ rate }) => rate))),
    limitFixesPerS: rounded(median(limit.map(({ rate }) => rate))),
    cpuMicrosPerFix: rounded(median(candidate.map(({ cpuMicrosPerFix }) => cpuMicrosPerFix)), 1),
    residentMb: rounded(Math.max(...candidate.map(({ residentMb }) => residentMb))),
    generatorCores: rounded(median(candidate.map(({ generatorCores }) => generatorCores)), 2),
    calm: {
      fixesPerS: rounded(median(calm.map(({ rate }) => rate))),
      p50Ms: rounded(median(calm.map(({ p50Ms }) => p50Ms)), 1),
      p99Ms: rounded(median(calm.map(({ p99Ms }) => p99Ms)), 1),
    },
    rounds: candidate.map(({ rate }, n) => ({
      fixesPerS: rounded(rate),
      limitFixesPerS: rounded((limit[n] as Round).rate),
    })),
  }
}

/** For people, as Markdown. */
export function table(results: readonly SubjectResult[]): string {
  const rows = results.map((result) => [
    result.name,
    inThousands(result.fixesPerS),
    `${inThousands(result.limitFixesPerS)} (${result.against})`,
    `${result.ratio.toFixed(2)} (${result.goal}${result.reached ? '' : ', missed'})`,
    `${result.calm.p50Ms} / ${result.calm.p99Ms} ms`,
    `${result.cpuMicrosPerFix} µs`,
    `${result.residentMb} MB`,
    String(result.generatorCores),
  ])
  const head = [
    '',
    'fixes/s',
    'limit',
    'ratio (goal)',
    'p50 / p99 at 70 %',
    'CPU/fix',
    'memory',
    'generator cores',
  ]
  return markdownTable(head, rows)
}
