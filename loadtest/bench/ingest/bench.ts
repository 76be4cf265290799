import { randomBytes, randomUUID } from 'node:crypto'
import { startStack } from '@doorstep/stack'
import { alternate, median, type Round } from '../alternate.ts'
import { startGenerator } from './load/generator.ts'
import { type IngestLoad, measureIngest } from './measure.ts'
import { type IngestChild, startIngest } from './process/child.ts'
import { producerPerformance } from './producer-performance.ts'
import { type SubjectResult, subjectResult } from './result.ts'
import { type Subject, subjects } from './subjects.ts'

const CALM = 0.7

export interface IngestBenchOptions {
  readonly rounds: number
  /** Subjects whose name contains it; all of them by default. */
  readonly only?: string | undefined
  readonly env: NodeJS.ProcessEnv
  onProgress(line: string): void
}

/** Ingest beside its limits, one subject after the other, each side in turn. */
export async function benchIngest(options: IngestBenchOptions): Promise<SubjectResult[]> {
  const { rounds, only = '', env, onProgress } = options
  await using bench = await prepare({ env, onProgress })
  const results: SubjectResult[] = []
  for (const subject of subjects.filter(({ name }) => name.includes(only))) {
    const result = await measureSubject(bench, subject, rounds)
    onProgress(`${subject.name}: ${result.fixesPerS} fixes/s, ${result.ratio} of ${subject.against}`)
    results.push(result)
  }
  return results
}

interface Bench extends AsyncDisposable {
  readonly ingest: IngestChild
  readonly withoutKafka: IngestChild
  readonly producerPerformance: () => Promise<Round>
  loadOf(subject: Subject): IngestLoad
}

async function measureSubject(bench: Bench, subject: Subject, rounds: number): Promise<SubjectResult> {
  const load = bench.loadOf(subject)
  const measured = () => measureIngest(load, bench.ingest)
  const limit =
    subject.against === 'ProducerPerformance'
      ? bench.producerPerformance
      : () => measureIngest(load, bench.withoutKafka)
  const sides = await alternate(rounds, measured, limit)

  const calmRate = CALM * median(sides.candidate.map(({ rate }) => rate))
  const calm = []
  for (let round = 0; round < rounds; round++) calm.push(await measureIngest(load, bench.ingest, calmRate))
  return subjectResult(subject, sides, calm)
}

async function prepare({ env, onProgress }: Pick<IngestBenchOptions, 'env' | 'onProgress'>): Promise<Bench> {
  await using preparing = new AsyncDisposableStack()
  // A given one comes without Kafka's programs, too.
  const stack = await startStack({ env, ownKafka: true, postgres: false, redis: false, onProgress })
  preparing.defer(stack.stop)

  const secret = randomBytes(16).toString('hex')
  const topicPrefix = `bench-${randomUUID().slice(0, 8)}-`
  const variables = {
    KAFKA_BROKERS: stack.kafkaBrokers,
    TOPIC_PREFIX: topicPrefix,
    RIDER_KEY_SECRET: secret,
  }
  const ingest = preparing.use(await startIngest('with-kafka', variables))
  const withoutKafka = preparing.use(await startIngest('without-kafka', variables))
  const generator = preparing.use(startGenerator())
  const prepared = {
    ingest,
    withoutKafka,
    producerPerformance: producerPerformance(stack, topicPrefix),
    loadOf: ({ load }: Subject) => ({ load, secret, generator }),
  }
  const moved = preparing.move()
  return { ...prepared, [Symbol.asyncDispose]: () => moved.disposeAsync() }
}
