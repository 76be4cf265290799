import { connectKafka, createPublisher } from '@doorstep/kafka'
import { aTopicPrefix, silentLog } from '@doorstep/testing'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { aDeliveryUnderWay, cursorOf } from './a-delivery-under-way.ts'
import { overEvents, overWebSocket } from './a-viewer.ts'
import { type LiveUnderTest, startLive } from './live-under-test.ts'

const topicPrefix = aTopicPrefix()
const kafka = connectKafka({ clientId: 'test', brokers: inject('kafkaBrokers'), topicPrefix, log: silentLog })
const publisher = createPublisher(kafka)
let live: LiveUnderTest

beforeAll(async () => {
  live = await startLive({ topicPrefix })

  await publisher.start()
})
afterAll(async () => {
  await publisher.stop()
  await live.stop()
})

it('a fix of the rider reaches a WebSocket and a stream of events, with its place in the topic as cursor', async () => {
  const delivery = aDeliveryUnderWay(publisher)
  await delivery.created()
  const socket = overWebSocket(live.stream(delivery.token))
  const events = overEvents(live.events(delivery.token))
  await Promise.all([socket.next('snapshot'), events.next('snapshot')])

  await delivery.pickedUp()
  await Promise.all(
    [socket, events].map(async (viewer) => {
      for (;;) if ((await viewer.next('status')).delivery.status === 'picked-up') return
    }),
  )
  const where = await delivery.at(Date.now(), { lat: 60.168, lon: 24.943 })

  const position = await socket.next('position')
  expect(position).toMatchObject({ cursor: cursorOf(where), lat: 60.168, lon: 24.943 })
  expect(await events.next('position')).toEqual(position)
  expect(events.ids.at(-1)).toBe(cursorOf(where))

  socket.close()
  events.close()
})
