import { setTimeout as delay } from 'node:timers/promises'
import type { Publisher } from '@doorstep/kafka'
import { aTopicPrefix, until } from '@doorstep/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { aDeliveryUnderWay } from './a-delivery-under-way.ts'
import { aPublisher } from './a-publisher.ts'
import { type LiveUnderTest, startLive } from './live-under-test.ts'

const RIDERS = 50
const FIXES_A_SECOND = 200
const SECONDS = 5

const topicPrefix = aTopicPrefix()
let live: LiveUnderTest
let publisher: Publisher

beforeAll(async () => {
  live = await startLive({ topicPrefix })
  publisher = await aPublisher(topicPrefix)
})
afterAll(async () => {
  await publisher.stop()
  await live.stop()
})

it(`a fix is on the screen within a second, at ${FIXES_A_SECOND} fixes/s`, async ({ annotate }) => {
  const deliveries = Array.from({ length: RIDERS }, () => aDeliveryUnderWay(publisher))
  const delays: number[] = []
  let opened = 0
  const sockets = await Promise.all(
    deliveries.map(async (delivery) => {
      await delivery.created()
      await delivery.pickedUp()
      const socket = new WebSocket(live.stream(delivery.token))
      socket.on('message', (text) => {
        const message = JSON.parse(String(text))
        if (message.type === 'position') delays.push(Date.now() - message.recordedAt)
        if (message.delivery?.status === 'picked-up') opened += 1
      })
      return socket
    }),
  )
  await until(() => opened >= RIDERS)

  const sent: Promise<unknown>[] = []
  const startedAt = performance.now()
  for (let i = 0; i < FIXES_A_SECOND * SECONDS; i++) {
    const due = startedAt + (i * 1_000) / FIXES_A_SECOND
    if (due > performance.now()) await delay(due - performance.now())
    const delivery = deliveries[i % RIDERS]
    if (delivery !== undefined) sent.push(delivery.at())
  }
  await Promise.all(sent)
  await until(() => delays.length >= sent.length * 0.99)
  for (const socket of sockets) socket.close()

  delays.sort((a, b) => a - b)
  const percentile = (share: number) => delays[Math.ceil(share * delays.length) - 1] ?? Number.NaN
  await annotate(
    `phone to frame, ${delays.length} of ${sent.length} fixes: p50 ${percentile(0.5)} ms, p95 ${percentile(0.95)} ms, p99 ${percentile(0.99)} ms`,
  )
  expect(percentile(0.99)).toBeLessThan(1_000)
})
