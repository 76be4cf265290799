import { StackError } from './errors.ts'
import { type PartName, type Runner, type StackMode, stackModes } from './stack.ts'

/** The first that works here, in the order given. */
export async function firstThatWorks(
  runners: readonly Runner[],
  parts: readonly PartName[],
): Promise<Runner> {
  const missing: string[] = []
  for (const runner of runners) {
    const problem = await runner.problemWith(parts)
    if (problem === undefined) return runner
    missing.push(`${runner.mode} needs ${problem}`)
  }
  throw new StackError(
    'NOTHING_TO_RUN_ON',
    `There is nothing to run Kafka, Postgres and Redis on: ${missing.join('; ')}. Or set KAFKA_BROKERS, DATABASE_URL and REDIS_URL.`,
  )
}

/** The mode that DOORSTEP_STACK asks for; undefined to find out. */
export function modeIn(env: NodeJS.ProcessEnv): StackMode | undefined {
  const wanted = env.DOORSTEP_STACK || undefined
  const mode = stackModes.find((mode) => mode === wanted)
  if (mode === wanted) return mode
  throw new StackError('MODE_UNKNOWN', `DOORSTEP_STACK is ${wanted}, not one of ${stackModes.join(', ')}.`)
}
