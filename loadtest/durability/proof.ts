import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { deliveryLocation } from '@doorstep/contracts'
import { type ChildService, childService, freePorts } from '@doorstep/demo'
import type { KafkaTool } from '@doorstep/stack'
import { audit } from '@doorstep/testing'
import type { Cluster } from './cluster.ts'
import { type Durations, type FaultName, faults } from './faults.ts'
import { type JavaProducer, startJavaProducer } from './java-producer.ts'
import { logOf } from './kafka-log.ts'
import { acknowledgedIn, openLedger } from './ledger.ts'
import { startPhones } from './phones.ts'
import { picker } from './picker.ts'
import { longestSilence, type Period } from './silence.ts'

const PHONES = 100
const SECRET = 'the-secret-of-riders-keys'
const RECOVERY_MS = 60_000
const TELL_EVERY_MS = 5_000
const root = join(import.meta.dirname, '../..')

/** Ingest with one part replaced by one that is wrong, to see that the proof sees it. */
export const mutants = ['unverified', 'overlapping'] as const
export type Mutant = (typeof mutants)[number]

export interface ProofOptions {
  readonly fault: FaultName
  /** At least so many, spread over the time the fault takes. */
  readonly fixes: number
  readonly seed: number
  readonly durations: Durations
  readonly mutant?: Mutant | undefined
  /** Of the topics, and of the files in `home`: ledger and log. */
  readonly name?: string
  readonly home: string
  onProgress(line: string): void
}

/** What a fault did. */
export interface Outcome {
  readonly fault: FaultName
  readonly acknowledged: number
  readonly lost: number
  readonly inversions: number
  readonly duplicates: number
  /** Reports answered with 503, and those not answered. */
  readonly refused: number
  readonly unanswered: number
  readonly seconds: number
  readonly silenceMs: number
  /** After each kill of a broker: ours, and that of Kafka's own producer. */
  readonly silences: readonly { readonly oursMs: number; readonly javaMs: number }[]
}

/** Rides through the fault with ingest as a process of its own, then compares what was promised with what is there. */
export async function prove({ stack, detours }: Cluster, options: ProofOptions): Promise<Outcome> {
  const { fault, fixes, seed, durations, mutant, name = fault, home, onProgress } = options
  const startedAt = Date.now()
  const tool = stack.kafkaTool
  if (tool === undefined) throw new Error('Kafka was given without its programs')
  mkdirSync(home, { recursive: true })
  await using closing = new AsyncDisposableStack()
  const ingest = await ingestProcess(stack.kafkaBrokers, { ...options, name })
  closing.defer(() => ingest.service.stop())
  await ingest.service.start()
  const java = fault === 'kills' ? await startJavaProducer(stack) : undefined
  if (java !== undefined) closing.defer(() => java.stop())

  const file = join(home, `${name}.ledger`)
  const ledger = openLedger(file)
  const phones = startPhones({
    ...{ count: PHONES, fixes, fixesPerSecond: fixes / faults[fault].seconds(durations) },
    ...{ port: ingest.port, riderKeySecret: SECRET, ledger },
  })
  closing.defer(() => phones.stop())
  const telling = setInterval(() => onProgress(`${name}: ${phones.acknowledged} acknowledged`), TELL_EVERY_MS)
  closing.defer(async () => clearInterval(telling))
  const scene = { stack, detours, ingest: ingest.service, phones, pick: picker(`${seed}/${name}`) }
  const deaths = await faults[fault].run(scene, durations)
  const answered = phones.finish().then(() => true)
  const inTime = await Promise.race([answered, delay(mutant ? 5_000 : RECOVERY_MS, false, { ref: false })])
  await phones.stop()
  await ledger.close()
  if (!inTime && mutant === undefined)
    throw new Error(
      `${phones.recorded - phones.acknowledged} fixes are not acknowledged, though nothing is wrong`,
    )

  return {
    fault,
    ...(await verdictOn(file, tool, topicOf(name))),
    ...{ refused: phones.refused, unanswered: phones.unanswered },
    silenceMs: longestSilence(phones.ackTimes, wholeOf(phones.ackTimes)),
    silences: silencesIn(deaths, phones.ackTimes, java),
    seconds: Math.round((Date.now() - startedAt) / 1_000),
  }
}

const prefixOf = (name: string) => `${name}.`
const topicOf = (name: string) => prefixOf(name) + deliveryLocation.name

async function ingestProcess(
  brokers: string,
  { name, home, mutant, onProgress }: ProofOptions & { name: string },
): Promise<{ port: number; service: ChildService }> {
  const { ingest: port } = await freePorts()
  const service = childService({
    ...{ name: 'ingest', root, logs: home, port, signal: new AbortController().signal },
    env: {
      ...{ PORT: String(port), RIDER_KEY_SECRET: SECRET, LOG_LEVEL: 'warn' },
      ...{ KAFKA_BROKERS: brokers, TOPIC_PREFIX: prefixOf(name) },
      ...(mutant && { NODE_OPTIONS: `--import=${moduleOf(mutant)}` }),
    },
    onCrash: (error) => onProgress(`ingest crashed: ${error.message}`),
  })
  return { port, service }
}

const moduleOf = (mutant: Mutant) => pathToFileURL(join(root, `packages/kafka/test/mutants/${mutant}.ts`))

async function verdictOn(ledgerFile: string, tool: KafkaTool, topic: string) {
  const verdict = audit(await acknowledgedIn(ledgerFile), await logOf(tool, topic))
  const { acknowledged, missing, inversions, duplicates } = verdict
  return { acknowledged, lost: missing.length, inversions: inversions.length, duplicates }
}

const wholeOf = (times: readonly number[]): Period => ({ from: times[0] ?? 0, to: times.at(-1) ?? 0 })

const silencesIn = (deaths: readonly Period[], ackTimes: readonly number[], java: JavaProducer | undefined) =>
  deaths.map((death) => ({
    oursMs: longestSilence(ackTimes, death),
    javaMs: longestSilence(java?.ackTimes ?? [], death),
  }))
