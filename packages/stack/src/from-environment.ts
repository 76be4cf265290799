import { answersWithin, brokersServing, redisAnswers } from './answers.ts'
import { giveServicesTheirSchemas, postgresAnswers } from './database.ts'
import { StackError } from './errors.ts'
import type { KafkaPart, Part, Source } from './stack.ts'

const ANSWER_MS = 5_000

/** Nothing but what the environment names. */
export const onlyGiven: Source = {
  mode: 'env',
  kafka: () => notGiven('KAFKA_BROKERS'),
  postgres: () => notGiven('DATABASE_URL'),
  redis: () => notGiven('REDIS_URL'),
}

/** What the environment names is used as it is and left running; the rest comes from elsewhere. */
export function givenFirst(elsewhere: Source, env: NodeJS.ProcessEnv): Source {
  const { KAFKA_BROKERS, DATABASE_URL, REDIS_URL } = env
  return {
    mode: elsewhere.mode,
    kafka: (options) => (KAFKA_BROKERS ? givenKafka(KAFKA_BROKERS) : elsewhere.kafka(options)),
    postgres: () => (DATABASE_URL ? givenPostgres(DATABASE_URL) : elsewhere.postgres()),
    redis: () => (REDIS_URL ? givenRedis(REDIS_URL) : elsewhere.redis()),
  }
}

async function notGiven(variable: string): Promise<never> {
  throw new StackError('NOTHING_TO_RUN_ON', `${variable} is not set, and nothing else may be used.`)
}

async function givenKafka(brokers: string): Promise<KafkaPart> {
  const anyServes = async () => (await Promise.any(brokers.split(',').map(brokersServing))).length > 0
  await mustAnswer('KAFKA_BROKERS', brokers, anyServes)
  return { address: brokers, brokers: [], tool: undefined, stop: async () => {} }
}

/** The services' roles and schemas are made in it where they are missing. */
async function givenPostgres(url: string): Promise<Part> {
  await mustAnswer('DATABASE_URL', withoutPassword(url), () => postgresAnswers(url))
  await giveServicesTheirSchemas(url)
  return { address: url, stop: async () => {} }
}

async function givenRedis(url: string): Promise<Part> {
  await mustAnswer('REDIS_URL', withoutPassword(url), () => redisAnswers(url))
  return { address: url, stop: async () => {} }
}

async function mustAnswer(variable: string, address: string, ask: () => Promise<boolean>): Promise<void> {
  if (!(await answersWithin(ANSWER_MS, ask)))
    throw new StackError('ADDRESS_SILENT', `${variable} is ${address}, but nothing answers there.`)
}

function withoutPassword(text: string): string {
  const url = new URL(text)
  url.password = ''
  return url.href
}
