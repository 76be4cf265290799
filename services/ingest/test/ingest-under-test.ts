import type { AddressInfo } from 'node:net'
import {
  deliveryLocation,
  deliveryWatches,
  locationRejects,
  riderAssignments,
  riderKeyFor,
  riderKeys,
} from '@doorstep/contracts'
import { connectKafka, createPublisher, type PublisherOptions, topicsReady } from '@doorstep/kafka'
import { composeServices, createMetrics, type Service } from '@doorstep/runtime'
import { aTopicPrefix, silentLog } from '@doorstep/testing'
import { buildApp } from '../src/app.ts'
import { followDutyRoster } from '../src/duty-roster.ts'
import { takeLocations } from '../src/handler.ts'
import { locationLog } from '../src/location-log.ts'
import { metered } from '../src/metered.ts'
import { createMotionMemory } from '../src/motion-memory.ts'
import { nextPingFrom } from '../src/next-ping.ts'
import { followRiderKeys } from '../src/rider-keys.ts'
import { paced, rememberedPace } from '../src/rider-pace.ts'
import { followWatches } from '../src/watches.ts'
import type { PhoneRequest } from './phone-requests.ts'
import { SECRET } from './rider-key.ts'

const RIDERS = 1_000

/** All of ingest on real Kafka but its port: requests are injected. */
export async function ingestUnderTest(
  brokers: string,
  topicPrefix = aTopicPrefix(),
  publishing: PublisherOptions = {},
) {
  const metrics = createMetrics('ingest')
  const kafka = connectKafka({ clientId: 'ingest', brokers, topicPrefix, log: silentLog, metrics })
  const publisher = createPublisher(kafka, publishing)
  const roster = followDutyRoster(kafka)
  const watches = followWatches(kafka, Date.now)
  const keys = followRiderKeys(kafka, [SECRET])
  const motions = createMotionMemory(kafka, RIDERS)
  const ports = {
    log: locationLog(publisher),
    roster,
    motions,
    now: Date.now,
  }
  const pace = rememberedPace(RIDERS)
  const app = await buildApp({
    log: silentLog,
    metrics,
    readiness: [publisher, roster, keys],
    take: metered(paced(takeLocations(ports), pace), metrics),
    keys,
    pace,
    nextPing: nextPingFrom({ roster, watches, bounds: { minMs: 1_000, maxMs: 30_000 } }),
  })
  const service: Service = composeServices('ingest', [
    topicsReady(kafka, [deliveryLocation, locationRejects, riderAssignments, riderKeys, deliveryWatches]),
    publisher,
    roster,
    watches,
    keys,
    motions,
  ])

  async function post(riderId: string, body: object, key = riderKeyFor(riderId, SECRET)) {
    const headers = { authorization: `Bearer ${key}` }
    const response = await app.inject({ method: 'POST', url: '/v1/locations', headers, body })
    return { status: response.statusCode, headers: response.headers, body: response.json() }
  }
  async function send(request: PhoneRequest) {
    const { statusCode, body } = await app.inject(request)
    return { status: statusCode, body }
  }
  async function get(url: string) {
    const response = await app.inject(url)
    return { status: response.statusCode, text: response.body }
  }
  /** For what cannot be injected. */
  async function listen(): Promise<number> {
    await app.listen({ host: '127.0.0.1', port: 0 })
    return (app.server.address() as AddressInfo).port
  }
  return { service, kafka, publisher, topicPrefix, post, send, get, listen, close: () => app.close() }
}

export type IngestUnderTest = Awaited<ReturnType<typeof ingestUnderTest>>
