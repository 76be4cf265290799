import { startStack } from '@doorstep/stack'
import { inThousands, markdownTable, rounded } from '../../table.ts'
import { alternate, median } from '../alternate.ts'
import { type EvaluationRound, installationWith } from './installation.ts'

const FEW = 100
const MANY = 100_000
const FIXES = 60_000
/** Flat: as much for each fix, give or take what a busy machine makes of it. */
const GOAL = 1.25

export interface NotificationsResult {
  readonly name: string
  readonly fixesPerS: number
  readonly cpuMicrosPerFix: number
  /** Of the CPU that a fix takes with few open deliveries. */
  readonly ratio: number
  readonly goal?: number
  readonly reached: boolean
}

export interface NotificationsBenchOptions {
  readonly rounds: number
  readonly env: NodeJS.ProcessEnv
  onProgress(line: string): void
}

/** What a fix costs from Kafka to the state it changes in Postgres, with few deliveries open and with many. */
export async function benchNotifications(options: NotificationsBenchOptions): Promise<NotificationsResult[]> {
  const { rounds, env, onProgress } = options
  await using bench = new AsyncDisposableStack()
  const stack = await startStack({ env, redis: false, onProgress })
  bench.defer(stack.stop)
  const few = bench.use(await installationWith(FEW, stack))
  const many = bench.use(await installationWith(MANY, stack))

  const noted = (name: string, round: EvaluationRound) => {
    onProgress(`${name}: ${Math.round(round.rate)} fixes/s, ${round.cpuMicrosPerFix.toFixed(1)} µs CPU each`)
    return round
  }
  const sides = await alternate(
    rounds,
    async () => noted('many', await many.evaluate(FIXES, FEW)),
    async () => noted('few', await few.evaluate(FIXES, FEW)),
  )
  const everyone: EvaluationRound[] = []
  for (let round = 0; round < rounds; round++)
    everyone.push(noted('everyone', await many.evaluate(FIXES, MANY)))

  const cpu = (of: readonly EvaluationRound[]) => median(of.map(({ cpuMicrosPerFix }) => cpuMicrosPerFix))
  const result = (name: string, of: readonly EvaluationRound[], goal?: number): NotificationsResult => {
    const ratio = cpu(of) / cpu(sides.limit)
    return {
      name,
      fixesPerS: rounded(median(of.map(({ rate }) => rate))),
      cpuMicrosPerFix: rounded(cpu(of), 1),
      ratio: rounded(ratio, 2),
      ...(goal !== undefined && { goal }),
      reached: goal === undefined || ratio <= goal,
    }
  }
  return [
    result(`${FEW} open, all report`, sides.limit),
    result(`${MANY} open, ${FEW} report`, sides.candidate, GOAL),
    result(`${MANY} open, all report`, everyone),
  ]
}

/** For people, as Markdown. */
export function notificationsTable(results: readonly NotificationsResult[]): string {
  const rows = results.map(({ name, fixesPerS, cpuMicrosPerFix, ratio, goal, reached }) => [
    name,
    inThousands(fixesPerS),
    `${cpuMicrosPerFix} µs`,
    `${ratio}${goal === undefined ? '' : ` (at most ${goal}${reached ? '' : ', missed'})`}`,
  ])
  const head = ['deliveries', 'fixes/s', 'CPU/fix', 'ratio (goal)']
  return markdownTable(head, rows)
}
