import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

const MINIMUM_JAVA = 17

/** The `java` to run Kafka with. */
export function javaOf(env: NodeJS.ProcessEnv): string {
  return env.JAVA_HOME === undefined ? 'java' : `${env.JAVA_HOME}/bin/java`
}

/** What is wrong with this Java, in a few words; undefined when Kafka runs on it. */
export async function javaProblem(java: string): Promise<string | undefined> {
  try {
    const { stderr } = await run(java, ['-version'])
    const version = javaVersionIn(stderr)
    return version >= MINIMUM_JAVA ? undefined : `Java ${MINIMUM_JAVA} or newer (found ${version})`
  } catch {
    return `Java ${MINIMUM_JAVA} or newer`
  }
}

/** The feature version: 8 for "1.8.0_392", 17 for "17.0.15". 0 where there is none. */
export function javaVersionIn(text: string): number {
  const [, first = '0', second = '0'] = /version "(\d+)(?:\.(\d+))?/.exec(text) ?? []
  return Number(first === '1' ? second : first)
}

export async function mavenProblem(): Promise<string | undefined> {
  try {
    await run('mvn', ['--version'])
    return undefined
  } catch {
    return 'Maven'
  }
}
