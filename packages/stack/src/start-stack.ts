import { fileURLToPath } from 'node:url'
import { replicasInSync } from './answers.ts'
import { dockerRunner } from './docker/runner.ts'
import { givenFirst, onlyGiven } from './from-environment.ts'
import { nativeRunner } from './native/runner.ts'
import { placeAt } from './place.ts'
import { firstThatWorks, modeIn } from './resolve.ts'
import type { BrokerCount, Detour, Part, PartName, Progress, Source, Stack, StackMode } from './stack.ts'

const projectCache = fileURLToPath(new URL('../../../.stack', import.meta.url))

export interface StackOptions {
  /** Only this way: `docker` and `native` take no address of the environment, `env` nothing but those. */
  readonly mode?: StackMode
  /** One by default. */
  readonly brokers?: BrokerCount
  /** Started here even where the environment gives one: to be harmed, or to be measured with nobody else on it. */
  readonly ownKafka?: boolean
  /** Puts something between clients and each broker that is started here. None by default. */
  readonly detour?: Detour
  /** Whether it is wanted; yes by default. */
  readonly postgres?: boolean
  readonly redis?: boolean
  /** Where data stays for the next time. Without it the data goes with the stack. */
  readonly dataDir?: string
  onProgress?(line: string): void
  /** Of which KAFKA_BROKERS, DATABASE_URL, REDIS_URL, DOORSTEP_STACK, DOORSTEP_STACK_CACHE and JAVA_HOME are read. */
  readonly env: NodeJS.ProcessEnv
}

/**
 * Kafka, and Postgres and Redis unless not wanted: each as the environment gives it, else run by Docker, else by
 * processes of this machine. What was started ends with this process, however that ends.
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { brokers = 1, detour, postgres = true, redis = true, onProgress = () => {} } = options
  await using building = new AsyncDisposableStack()
  const source = await sourceOf(options, building)
  const notWanted = Promise.resolve({ address: '', stop: async () => {} })

  const starting = [
    announced('Kafka', source.kafka({ brokers, detour }), onProgress),
    postgres ? announced('Postgres', source.postgres(), onProgress) : notWanted,
    redis ? announced('Redis', source.redis(), onProgress) : notWanted,
  ] as const
  building.defer(() => stopAll(starting))

  const [kafkaPart, postgresPart, redisPart] = await Promise.all(starting)
  const running = building.move()
  return {
    mode: source.mode,
    kafkaBrokers: kafkaPart.address,
    databaseUrl: postgresPart.address,
    redisUrl: redisPart.address,
    brokers: kafkaPart.brokers,
    inSync: () => replicasInSync(kafkaPart.brokers[0]?.address ?? kafkaPart.address.replace(/,.*/, '')),
    kafkaTool: kafkaPart.tool,
    stop: () => running.disposeAsync(),
  }
}

async function sourceOf(options: StackOptions, building: AsyncDisposableStack): Promise<Source> {
  const { env, onProgress = () => {} } = options
  const mode = options.mode ?? modeIn(env)
  const { KAFKA_BROKERS = '', ...others } = mode === 'docker' || mode === 'native' ? {} : env
  const given = { ...others, KAFKA_BROKERS: options.ownKafka ? '' : KAFKA_BROKERS }
  const parts = partsToRun(options, given)
  if (parts.length === 0 || mode === 'env') return givenFirst(onlyGiven, given)

  const place = await placeAt(options.dataDir, building)
  const cache = env.DOORSTEP_STACK_CACHE || projectCache
  const runners = [dockerRunner({ ...place, onProgress }), nativeRunner({ ...place, cache, env, onProgress })]
  const allowed = runners.filter((runner) => mode === undefined || runner.mode === mode)
  return givenFirst(await firstThatWorks(allowed, parts), given)
}

function partsToRun({ postgres = true, redis = true }: StackOptions, given: NodeJS.ProcessEnv): PartName[] {
  const parts: (PartName | false)[] = [
    !given.KAFKA_BROKERS && 'kafka',
    postgres && !given.DATABASE_URL && 'postgres',
    redis && !given.REDIS_URL && 'redis',
  ]
  return parts.filter((part) => part !== false)
}

async function announced<P extends Part>(
  name: string,
  starting: Promise<P>,
  onProgress: Progress,
): Promise<P> {
  const startedAt = performance.now()
  const part = await starting
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  onProgress(`${name}: answers at ${part.address.replace(/:[^:@/]*@/, '@')} after ${seconds} s`)
  return part
}

async function stopAll(starting: readonly Promise<Part>[]): Promise<void> {
  const parts = await Promise.allSettled(starting)
  await Promise.all(parts.map((part) => (part.status === 'fulfilled' ? part.value.stop() : undefined)))
}
