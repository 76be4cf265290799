import { deliveryEvents, deliveryLocation, notificationKinds } from '@doorstep/contracts'
import { until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { aPipeline, type Pipeline } from './pipeline.ts'
import { aReceiver, type Receiver } from './receiver.ts'
import { aRide, type Ride } from './ride.ts'

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

const kindsOf = (ride: Ride) =>
  pipeline.notifications.filter((one) => one.deliveryId === ride.deliveryId).map(({ kind }) => kind)

it('a ride gives picked-up, approaching, arrived and delivered, once each, in order, on topic and webhook', async () => {
  await pipeline.startService()
  const ride = aRide({ webhookUrl: receiver.url })
  const { publisher } = pipeline

  await publisher.publishAll(deliveryEvents, ride.beginning)
  await until(() => kindsOf(ride).includes('picked-up'))
  await publisher.publishAll(deliveryLocation, ride.fixes)
  await until(() => kindsOf(ride).includes('arrived'))
  await publisher.publish(deliveryEvents, ride.end)
  await until(() => kindsOf(ride).includes('delivered') && receiver.received.length === 4)

  expect(kindsOf(ride)).toEqual(notificationKinds)
  expect(receiver.received.map(({ message }) => message.type)).toEqual([
    'delivery.picked-up',
    'delivery.approaching',
    'delivery.arrived',
    'delivery.delivered',
  ])
  const [, approaching] = pipeline.notifications
  expect(receiver.received[1]).toMatchObject({
    id: approaching?.notificationId,
    message: {
      type: 'delivery.approaching',
      timestamp: new Date(approaching?.at ?? 0).toISOString(),
      data: { deliveryId: ride.deliveryId, kind: 'approaching', at: approaching?.at },
    },
  })
})
