import { StackError } from '../errors.ts'
import type { Progress } from '../stack.ts'
import { javaOf, javaProblem, mavenProblem } from './java.ts'
import { libraries, librariesFetched } from './libraries.ts'

/** The command that runs a class of Kafka's own, whose name and arguments follow: its tools, its Java clients. */
export async function kafkaCommandIn(
  cache: string,
  env: NodeJS.ProcessEnv,
  onProgress: Progress,
): Promise<readonly [string, ...string[]]> {
  const java = javaOf(env)
  const problems = [await javaProblem(java), librariesFetched(cache) ? undefined : await mavenProblem()]
  const missing = problems.filter((problem) => problem !== undefined).join(' and ')
  if (missing !== '') throw new StackError('NOTHING_TO_RUN_ON', `Kafka's own tools need ${missing}.`)
  const { kafkaClassPath } = await libraries(cache, onProgress)
  return [java, '-cp', kafkaClassPath]
}
