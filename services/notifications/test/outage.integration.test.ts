import { deliveryEvents, deliveryLocation } from '@doorstep/contracts'
import { until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { aPipeline, type Pipeline } from './pipeline.ts'
import { aReceiver, type Receiver } from './receiver.ts'
import { aRide, rideKinds } from './ride.ts'
import { aSeverableWayTo, type SeverableWay } from './severable.ts'

let pipeline: Pipeline
let receiver: Receiver
let postgres: SeverableWay
beforeEach(async () => {
  pipeline = await aPipeline({ kafkaBrokers: inject('kafkaBrokers'), databaseUrl: inject('databaseUrl') })
  postgres = await aSeverableWayTo(pipeline.env.DATABASE_URL ?? '')
  receiver = await aReceiver()
})
afterEach(async () => {
  postgres.mend()
  await pipeline.stop()
  postgres.stop()
  receiver.stop()
})

it('a ride during which Postgres went away is told of whole, once each, when it is back', async () => {
  await pipeline.startService({ databaseUrl: postgres.url })
  const ride = aRide({ webhookUrl: receiver.url })
  const { publisher, notifications } = pipeline

  await publisher.publishAll(deliveryEvents, ride.beginning)
  await until(() => receiver.received.length === 2)
  postgres.cut()
  await publisher.publishAll(deliveryLocation, ride.fixes)
  await publisher.publish(deliveryEvents, ride.end)
  await until(() => postgres.refused() > 5)
  expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(2)

  postgres.mend()
  // The cut may have come between publishing or sending something and knowing it: it comes again, as the same.
  const sent = () => new Set(receiver.received.map(({ id }) => id))
  const published = () => new Set(notifications.map(({ kind }) => kind))
  await until(() => sent().size === rideKinds.length, { timeoutMs: 30_000 })
  await until(() => published().size === rideKinds.length)
  const decided = await pipeline.sql`select kind from notifications`
  expect(decided.map(({ kind }) => kind).toSorted()).toEqual(rideKinds.toSorted())
})
