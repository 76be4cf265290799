import { deliveryEvents, deliveryLocation } from '@doorstep/contracts'
import { until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { aPipeline, type Pipeline } from './pipeline.ts'
import { aReceiver, type Receiver } from './receiver.ts'
import { aRide, type Ride, rideKinds } from './ride.ts'

let pipeline: Pipeline
let receiver: Receiver
beforeEach(async () => {
  pipeline = await aPipeline({ kafkaBrokers: inject('kafkaBrokers'), databaseUrl: inject('databaseUrl') })
  receiver = await aReceiver()
})
afterEach(async () => {
  await pipeline.stop()
  receiver.stop()
})

const HOUR_MS = 3_600_000

const kindsOf = (ride: Ride) =>
  pipeline.notifications.filter((one) => one.deliveryId === ride.deliveryId).map(({ kind }) => kind)

it('a ride gives assigned, picked-up, approaching, arrived and delivered, once each, in order, on topic and webhook', async () => {
  await pipeline.startService()
  const ride = aRide({ webhookUrl: receiver.url })
  const { publisher } = pipeline

  await publisher.publishAll(deliveryEvents, ride.beginning)
  await until(() => kindsOf(ride).includes('picked-up'))
  await publisher.publishAll(deliveryLocation, ride.fixes)
  await until(() => kindsOf(ride).includes('arrived'))
  await publisher.publish(deliveryEvents, ride.end)
  await until(() => kindsOf(ride).includes('delivered') && receiver.received.length === 5)

  expect(kindsOf(ride)).toEqual(rideKinds)
  // Webhooks leave side by side: their order is not promised.
  const types = receiver.received.map(({ message }) => message.type)
  expect(types.toSorted()).toEqual(rideKinds.map((kind) => `delivery.${kind}`).toSorted())
  const [, , approaching] = pipeline.notifications
  const webhook = receiver.received.find(({ id }) => id === approaching?.notificationId)
  expect(webhook?.message).toEqual({
    type: 'delivery.approaching',
    timestamp: new Date(approaching?.at ?? 0).toISOString(),
    data: { deliveryId: ride.deliveryId, kind: 'approaching', at: approaching?.at },
  })
})

it('gives the same once each with every record published twice and the consumer replaced on the way', async () => {
  const first = await pipeline.startService()
  const rides = Array.from({ length: 20 }, () => aRide({ webhookUrl: receiver.url }))
  const { publisher } = pipeline
  const twice = <Event>(events: readonly Event[]) => events.flatMap((event) => [event, event])
  const fixes = rides.map(({ fixes }) => twice(fixes))
  const half = (side: 0 | 1) =>
    fixes.flatMap((all) => all.slice(side * (all.length / 2)).slice(0, all.length / 2))

  await publisher.publishAll(deliveryEvents, twice(rides.flatMap(({ beginning }) => beginning)))
  await publisher.publishAll(deliveryLocation, half(0))
  await until(() => pipeline.notifications.length > 0)
  const second = pipeline.startService()
  await publisher.publishAll(deliveryLocation, half(1))
  await publisher.publishAll(deliveryEvents, twice(rides.map(({ end }) => end)))
  await second
  await first.stop()

  await until(() => receiver.received.length >= rideKinds.length * rides.length, { timeoutMs: 30_000 })
  await until(() => pipeline.notifications.length >= rideKinds.length * rides.length)
  for (const ride of rides) expect(kindsOf(ride).toSorted()).toEqual(rideKinds.toSorted())
  const ids = receiver.received.map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
})

it('a ride that was ridden while the service was away is told of whole when it is back', async () => {
  const others = Array.from({ length: 1_000 }, () => aRide({ startedAt: Date.now() - HOUR_MS }))
  const ride = aRide({ startedAt: Date.now() - HOUR_MS })
  const { publisher } = pipeline
  await publisher.publishAll(deliveryLocation, ride.fixes)
  await publisher.publishAll(
    deliveryEvents,
    others.flatMap(({ beginning }) => beginning),
  )
  await publisher.publishAll(deliveryEvents, [...ride.beginning, ride.end])

  await pipeline.startService()
  await until(() => kindsOf(ride).length >= rideKinds.length, { timeoutMs: 30_000 })
  expect(kindsOf(ride).toSorted()).toEqual(rideKinds.toSorted())
})

it('a webhook leaves when it is decided, not at the next look into the outbox', async () => {
  await pipeline.startService()
  const delaysMs: number[] = []
  for (let n = 1; n <= 11; n++) {
    const publishedAt = Date.now()
    await pipeline.publisher.publishAll(deliveryEvents, aRide({ webhookUrl: receiver.url }).beginning)
    await until(() => receiver.received.length === 2 * n)
    delaysMs.push((receiver.received.at(-1)?.receivedAt ?? Infinity) - publishedAt)
  }
  const median = delaysMs.toSorted((a, b) => a - b)[5]
  expect(median).toBeLessThan(300)
})
