import { randomBytes, randomUUID } from 'node:crypto'
import { startStack } from '@doorstep/stack'
import { startGenerator } from '../ingest/load/generator.ts'
import { startIngest } from '../ingest/process/child.ts'
import { startDecoy, startFlooder } from './children.ts'
import { type Flood, floods } from './floods.ts'
import { type FloodResult, type FloodWindow, floodResult, type WindowPair } from './result.ts'

/** Of the others together, far below what ingest takes: their latency is to be their own, not that of a queue. */
const OTHERS_PER_S = 500
/** Short, so that what else the machine does meets both of a pair, and many. */
const WINDOW_S = 1
/** Of each window before it counts: the flood has turned, and its rider has used up what they may send at once. */
const SETTLING_S = 0.5
const PAIRS_A_ROUND = 12

export interface FloodBenchOptions {
  readonly rounds: number
  /** Floods whose names have this in them. */
  readonly only?: string | undefined
  readonly env: NodeJS.ProcessEnv
  onProgress(line: string): void
}

/** What one flooding rider costs the others: the same flood goes past ingest and to it, in turn. */
export async function benchFlood(options: FloodBenchOptions): Promise<FloodResult[]> {
  const { rounds, only = '', env, onProgress } = options
  await using bench = await prepare(env, onProgress)
  const results: FloodResult[] = []
  for (const flood of floods.filter(({ name }) => name.includes(only))) {
    const measured: WindowPair[] = []
    for (let pair = 0; pair < (rounds + 1) * PAIRS_A_ROUND; pair++)
      measured.push(await bench.pair(flood, pair))
    // The first round warms up.
    const result = floodResult(flood, measured.slice(PAIRS_A_ROUND))
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

  const load = { load: 'single', port: ingest.port, secret, ratePerS: OTHERS_PER_S } as const

  /** The others on ingest, while the flood goes to this port. A fix of theirs that is refused ends the benchmark. */
  async function during(flood: Flood, port: number): Promise<FloodWindow> {
    const flooding = flooder.run({ ...flood, port, secret, seconds: SETTLING_S + WINDOW_S })
    await others.run({ ...load, seconds: SETTLING_S })
    const { latenciesMs = [] } = await others.run({ ...load, seconds: WINDOW_S, each: true })
    return { latenciesMs, ...(await flooding) }
  }

  /** Each side is first in every other pair: so neither profits from what comes after the other. */
  async function pair(flood: Flood, nth: number): Promise<WindowPair> {
    if (nth % 2 === 0) {
      const past = await during(flood, decoy.port)
      return { past, into: await during(flood, ingest.port) }
    }
    const into = await during(flood, ingest.port)
    return { into, past: await during(flood, decoy.port) }
  }

  const moved = preparing.move()
  return {
    pair,
    [Symbol.asyncDispose]: () => moved.disposeAsync(),
  }
}
