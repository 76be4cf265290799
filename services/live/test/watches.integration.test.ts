import { type DeliveryWatch, deliveryWatches, WATCH_LEASE_MS } from '@doorstep/contracts'
import { connectKafka, followTopic, type Publisher } from '@doorstep/kafka'
import type { Service } from '@doorstep/runtime'
import { aTopicPrefix, silentLog, until } from '@doorstep/testing'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { LINGER_MS } from '../src/domain/watch-lease.ts'
import { aDeliveryUnderWay } from './a-delivery-under-way.ts'
import { aPublisher } from './a-publisher.ts'
import { overEvents, overWebSocket } from './a-viewer.ts'
import { type LiveUnderTest, startLive } from './live-under-test.ts'

const topicPrefix = aTopicPrefix()
const watches: DeliveryWatch[] = []
let live: LiveUnderTest
let publisher: Publisher
let reader: Service

beforeAll(async () => {
  live = await startLive({ topicPrefix })
  publisher = await aPublisher(topicPrefix)
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
afterAll(async () => {
  await reader.stop()
  await publisher.stop()
  await live.stop()
})

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
