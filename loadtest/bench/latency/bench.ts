import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { deliveryLocation, type Location } from '@doorstep/contracts'
import { freePorts } from '@doorstep/demo'
import { connectKafka, createConsumer, createPublisher, subscription, topicsReady } from '@doorstep/kafka'
import { startStack } from '@doorstep/stack'
import { aFix, silentLog, until } from '@doorstep/testing'
import { WebSocket } from 'ws'
import { markdownTable } from '../../table.ts'
import { alternate, median, quantile, type Round } from '../alternate.ts'
import { startIngest } from '../ingest/process/child.ts'
import { serviceMain, startServiceChild } from '../service-child.ts'
import { type Ride, someRides } from './rides.ts'
import { createStopwatch, eachInTime } from './stopwatch.ts'

const RIDES = 100
const FIXES_A_SECOND = 1_000
const SECONDS = 5
const CONNECTIONS = 64
/** What is still under way when the last was sent. */
const ARRIVED_MS = 500

/** Promised: no more than three times what Kafka alone takes, and short. */
const P99_TIMES = 3
const P99_MS = 50

interface LatencyRound extends Round {
  readonly p50Ms: number
  readonly p99Ms: number
}

export interface LatencyResult {
  readonly name: string
  readonly p50Ms: number
  readonly p99Ms: number
  readonly kafkaP50Ms: number
  readonly kafkaP99Ms: number
  readonly reached: boolean
}

export interface LatencyOptions {
  readonly rounds: number
  readonly env: NodeJS.ProcessEnv
  onProgress(line: string): void
}

/** From a phone's POST to the frame on its customer's socket, beside a record through Kafka alone, in turn. */
export async function benchLatency({ rounds, env, onProgress }: LatencyOptions): Promise<LatencyResult> {
  await using bench = new AsyncDisposableStack()
  const { KAFKA_BROKERS: _given, ...ownEnv } = env
  const stack = await startStack({ env: ownEnv, postgres: false, redis: true, onProgress })
  bench.defer(stack.stop)
  const doorstep = await aSystem(bench, stack.kafkaBrokers, stack.redisUrl)
  const kafka = await kafkaAlone(bench, stack.kafkaBrokers)
  const sides = await alternate(rounds, doorstep, kafka)
  const middle = (side: readonly LatencyRound[], value: (round: LatencyRound) => number) =>
    Number(median(side.map(value)).toFixed(1))
  const p99Ms = middle(sides.candidate, (round) => round.p99Ms)
  const kafkaP99Ms = middle(sides.limit, (round) => round.p99Ms)
  return {
    name: `POST to frame at ${FIXES_A_SECOND} fixes/s`,
    p50Ms: middle(sides.candidate, (round) => round.p50Ms),
    p99Ms,
    kafkaP50Ms: middle(sides.limit, (round) => round.p50Ms),
    kafkaP99Ms,
    reached: p99Ms <= P99_TIMES * kafkaP99Ms && p99Ms < P99_MS,
  }
}

/** Ingest and live, each in a process of its own, and a page for each rider. */
async function aSystem(bench: AsyncDisposableStack, brokers: string, redisUrl: string) {
  const topicPrefix = `latency-${randomUUID().slice(0, 8)}-`
  const secrets = { RIDER_KEY_SECRET: randomUUID(), TRACKING_TOKEN_SECRET: randomUUID() }
  const kafka = { KAFKA_BROKERS: brokers, TOPIC_PREFIX: topicPrefix }
  const ingest = bench.use(await startIngest('with-kafka', { ...kafka, ...secrets }))
  const { live: port } = await freePorts()
  const own = { REDIS_URL: redisUrl, DOORSTEP_API_KEY: randomUUID(), PUBLIC_URL: 'http://pages.test' }
  bench.use(
    await startServiceChild({ file: serviceMain('live'), port, env: { ...kafka, ...secrets, ...own } }),
  )

  const publisher = createPublisher(connectKafka({ clientId: 'bench', brokers, topicPrefix, log: silentLog }))
  await publisher.start()
  bench.defer(publisher.stop)
  const rides = await someRides(publisher, RIDES, secrets)
  const stopwatch = createStopwatch()
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  bench.defer(() => agent.destroy())

  const seen = new Set<string>()
  for (const { riderId, token } of rides) {
    const page = new WebSocket(`ws://127.0.0.1:${port}/v1/track/${token}/stream`, 'doorstep.v1')
    bench.defer(() => page.terminate())
    page.on('message', (text) => {
      const message = JSON.parse(String(text))
      if (message.type === 'position') stopwatch.arrived(riderId, message.recordedAt)
      if (message.type === 'position') seen.add(riderId)
    })
  }

  function post({ riderId, riderKey }: Ride): void {
    const location: Location = { lat: 60.1699, lon: 24.9384, recordedAt: Date.now(), accuracyM: 5 }
    stopwatch.sent(riderId, location.recordedAt)
    const headers = { authorization: `Bearer ${riderKey}`, 'content-type': 'application/json' }
    const asked = request(
      { agent, port: ingest.port, path: '/v1/locations', method: 'POST', headers },
      (answer) => {
        answer.resume()
        if (answer.statusCode !== 202) throw new Error(`a fix was answered ${answer.statusCode}`)
      },
    )
    asked.end(JSON.stringify(location))
  }

  await until(async () => {
    for (const ride of rides) if (!seen.has(ride.riderId)) post(ride)
    await delay(ARRIVED_MS)
    return seen.size === rides.length
  })
  return () => aRound(stopwatch, (nth) => post(rides[nth % RIDES] as Ride))
}

/** A publisher and a consumer of ours, which are kafkajs, and nothing before, between or behind them. */
async function kafkaAlone(bench: AsyncDisposableStack, brokers: string) {
  const topicPrefix = `alone-${randomUUID().slice(0, 8)}-`
  const kafka = connectKafka({ clientId: 'bench', brokers, topicPrefix, log: silentLog })
  const publisher = createPublisher(kafka)
  const stopwatch = createStopwatch()
  let seen = 0
  const consumer = createConsumer(kafka, {
    groupId: 'bench',
    publisher,
    subscriptions: [
      subscription(deliveryLocation, async (batch) => {
        seen += batch.length
        for (const { event } of batch) stopwatch.arrived(event.riderId, event.recordedAt)
      }),
    ],
  })
  for (const service of [topicsReady(kafka, [deliveryLocation]), publisher, consumer]) {
    await service.start()
    bench.defer(service.stop)
  }

  function publish(nth: number): void {
    const fix = aFix({ riderId: `rider-${nth % RIDES}`, recordedAt: Date.now() })
    stopwatch.sent(fix.riderId, fix.recordedAt)
    void publisher.publish(deliveryLocation, fix)
  }

  await until(async () => {
    publish(0)
    await delay(ARRIVED_MS)
    return seen > 0
  })
  return () => aRound(stopwatch, publish)
}

async function aRound(
  stopwatch: ReturnType<typeof createStopwatch>,
  send: (nth: number) => void,
): Promise<LatencyRound> {
  stopwatch.taken()
  await eachInTime(FIXES_A_SECOND * SECONDS, FIXES_A_SECOND, send)
  await delay(ARRIVED_MS)
  const latenciesMs = stopwatch.taken()
  return {
    rate: latenciesMs.length / SECONDS,
    p50Ms: median(latenciesMs),
    p99Ms: quantile(latenciesMs, 0.99),
  }
}

/** For people, as Markdown. */
export function latencyTable({ name, p50Ms, p99Ms, kafkaP50Ms, kafkaP99Ms, reached }: LatencyResult): string {
  const head = ['', 'p50', 'p99', 'Kafka alone, p50', 'p99']
  const p99 = `${p99Ms} ms${reached ? '' : ', missed'}`
  return markdownTable(head, [[name, `${p50Ms} ms`, p99, `${kafkaP50Ms} ms`, `${kafkaP99Ms} ms`]])
}
