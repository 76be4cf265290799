import { randomBytes, randomUUID } from 'node:crypto'
import { startStack } from '@doorstep/stack'
import { startGenerator } from '../ingest/load/generator.ts'
import { startIngest } from '../ingest/process/child.ts'
import { startDecoy, startFlooder } from './children.ts'
import { type Flood, floods } from './floods.ts'
import { type FloodResult, type FloodRound, floodResult } from './result.ts'

/** Of the others together, far below what ingest takes: their latency is to be their own, not that of a queue. */
const OTHERS_PER_S = 300
const SECONDS = 5
/** For the flood to use up what its rider may send at once. */
const FLOODED_BEFORE_S = 3

export interface FloodBenchOptions {
  readonly rounds: number
  readonly env: NodeJS.ProcessEnv
  onProgress(line: string): void
}

/** What one flooding rider costs the others: the same flood goes past ingest and to it, in turn. */
export async function benchFlood({ rounds, env, onProgress }: FloodBenchOptions): Promise<FloodResult[]> {
  await using bench = await prepare(env, onProgress)
  const results: FloodResult[] = []
  for (const flood of floods) {
    const measured: FloodRound[] = []
    for (let round = 0; round <= rounds; round++) {
      const past = await bench.during(flood, bench.decoyPort)
      const into = await bench.during(flood, bench.ingestPort)
      measured.push({ past, into })
    }
    // The first round warms up.
    const result = floodResult(flood, measured.slice(1))
    onProgress(`${flood.name}: the others' p99 is ${result.ratio} of what it is beside the flood`)
    results.push(result)
  }
  return results
}

async function prepare(env: NodeJS.ProcessEnv, onProgress: (line: string) => void) {
  await using preparing = new AsyncDisposableStack()
  const stack = await startStack({ env, postgres: false, redis: false, onProgress })
  preparing.defer(stack.stop)
  const secret = randomBytes(16).toString('hex')
  const ingest = preparing.use(
    await startIngest('with-kafka', {
      KAFKA_BROKERS: stack.kafkaBrokers,
      TOPIC_PREFIX: `flood-${randomUUID().slice(0, 8)}-`,
      RIDER_KEY_SECRET: secret,
    }),
  )
  const others = preparing.use(startGenerator())
  const flooder = preparing.use(startFlooder())
  const decoy = preparing.use(await startDecoy())

  /** The others on ingest, while the flood goes to this port. A fix of theirs that is refused ends the benchmark. */
  async function during(flood: Flood, port: number) {
    const order = { ...flood, port, secret, seconds: FLOODED_BEFORE_S + SECONDS }
    const flooding = flooder.run(order)
    await others.run({
      load: 'single',
      port: ingest.port,
      secret,
      seconds: FLOODED_BEFORE_S,
      ratePerS: OTHERS_PER_S,
    })
    const { p50Ms, p99Ms } = await others.run({
      load: 'single',
      port: ingest.port,
      secret,
      seconds: SECONDS,
      ratePerS: OTHERS_PER_S,
    })
    return { p50Ms, p99Ms, ...(await flooding) }
  }

  const moved = preparing.move()
  return {
    during,
    ingestPort: ingest.port,
    decoyPort: decoy.port,
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  }
}
