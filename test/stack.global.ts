import { startStack } from '@doorstep/stack'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    readonly kafkaBrokers: string
    readonly databaseUrl: string
    readonly redisUrl: string
  }
}

/** The servers of the integration tests, one set for the whole run: given by the environment, else started here. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const onProgress = (line: string) => process.stderr.write(`${line}\n`)
  const stack = await startStack({ env: process.env, onProgress })
  project.provide('kafkaBrokers', stack.kafkaBrokers)
  project.provide('databaseUrl', stack.databaseUrl)
  project.provide('redisUrl', stack.redisUrl)
  return stack.stop
}
