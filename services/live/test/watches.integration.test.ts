import { type DeliveryWatch, deliveryWatches, WATCH_LEASE_MS } from '@doorstep/contracts'
import { connectKafka, followTopic } from '@doorstep/kafka'
import type { Service } from '@doorstep/runtime'
import { aTopicPrefix, silentLog, until } from '@doorstep/testing'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { LINGER_MS } from '../src/domain/watch-lease.ts'
import { aDeliveryUnderWay } from './a-delivery-under-way.ts'
import { publisherForAll } from './a-publisher.ts'
import { overEvents, overWebSocket } from './a-viewer.ts'
import { liveForAll } from './live-under-test.ts'

const topicPrefix = aTopicPrefix()
const watches: DeliveryWatch[] = []
const live = liveForAll({ topicPrefix })
const publisher = publisherForAll(topicPrefix)
let reader: Service

beforeAll(async () => {
  const kafka = connectKafka({
    clientId: 'test',
    brokers: inject('kafkaBrokers'),
    topicPrefix,
    log: silentLog,
  })
  reader = followTopic(kafka, {
    topic: deliveryWatches,
    apply: (watch) => void (watch && watches.push(watch)),
  })
  await reader.start()
})
afterAll(() => reader.stop())

it.each([
  ['a WebSocket', (token: string) => overWebSocket(live.stream(token))],
  ['an event stream', (token: string) => overEvents(live.events(token))],
])('a page that looks by %s is told to ingest, and so is that it has left', async (_by, open) => {
  const delivery = aDeliveryUnderWay(publisher)
  const said = (nth: number) => watches.filter(({ deliveryId }) => deliveryId === delivery.deliveryId)[nth]
  await delivery.created()
  await delivery.pickedUp()

  const openedAt = Date.now()
  const page = open(delivery.token)
  const began = await until(() => said(0))
  expect(began.watchedUntil).toBeGreaterThanOrEqual(openedAt + WATCH_LEASE_MS)

  const leftAt = Date.now()
  page.close()
  const ended = await until(() => said(1))
  expect(ended.watchedUntil).toBeGreaterThanOrEqual(leftAt)
  expect(ended.watchedUntil).toBeLessThanOrEqual(Date.now() + LINGER_MS)
  expect(ended.gatewayId).toBe(began.gatewayId)
})
