import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import type { Location } from '@doorstep/contracts'
import { freePorts } from '@doorstep/demo'
import { connectKafka, createPublisher } from '@doorstep/kafka'
import { silentLog, until } from '@doorstep/testing'
import { WebSocket } from 'ws'
import { startIngest } from '../ingest/process/child.ts'
import { serviceMain, startServiceChild } from '../service-child.ts'
import { type Ride, someRides } from './rides.ts'
import { ARRIVED_MS, type LatencyRound, measureLatency, RIDERS } from './round.ts'
import { createStopwatch } from './stopwatch.ts'

const CONNECTIONS = 64

/** Ingest and live, each in a process of its own, and a page for each rider. */
export async function doorstep(
  bench: AsyncDisposableStack,
  brokers: string,
  redisUrl: string,
): Promise<() => Promise<LatencyRound>> {
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
  const rides = await someRides(publisher, RIDERS, secrets)
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
    send(riderKey, JSON.stringify(location))
  }

  function send(riderKey: string, body: string): void {
    const headers = { authorization: `Bearer ${riderKey}`, 'content-type': 'application/json' }
    const asked = request(
      { agent, port: ingest.port, path: '/v1/locations', method: 'POST', headers },
      (answer) => {
        answer.resume()
        if (answer.statusCode !== 202) throw new Error(`a fix was answered ${answer.statusCode}`)
      },
    )
    // A connection that was idle while the other side had its turn may be closed just now.
    asked.on('error', (error) => {
      if (!asked.reusedSocket) throw error
      send(riderKey, body)
    })
    asked.end(body)
  }

  await until(async () => {
    for (const ride of rides) if (!seen.has(ride.riderId)) post(ride)
    await delay(ARRIVED_MS)
    return seen.size === rides.length
  })
  return () => measureLatency(stopwatch, (nth) => post(rides[nth % RIDERS] as Ride))
}
