import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    readonly kafkaBrokers: string
    readonly databaseUrl: string
    readonly redisUrl: string
  }
}

/** The servers of the integration tests, one set for the whole run: those the environment names. */
export async function setup(project: TestProject): Promise<void> {
  const { KAFKA_BROKERS = '', DATABASE_URL = '', REDIS_URL = '' } = process.env
  project.provide('kafkaBrokers', KAFKA_BROKERS)
  project.provide('databaseUrl', DATABASE_URL)
  project.provide('redisUrl', REDIS_URL)
}
