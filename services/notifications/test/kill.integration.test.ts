import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { type DeliveryNotification, deliveryEvents, deliveryLocation } from '@doorstep/contracts'
import { until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { afterEvents, afterFixes } from '../src/domain/advance.ts'
import { unknownDelivery } from '../src/domain/watched-delivery.ts'
import { aPipeline, type Pipeline } from './pipeline.ts'
import { aReceiver, type Receiver } from './receiver.ts'
import { aRide, type Ride } from './ride.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))
const KILLS = 3

let pipeline: Pipeline
let receiver: Receiver
let child: ChildProcess
beforeEach(async () => {
  pipeline = await aPipeline({ kafkaBrokers: inject('kafkaBrokers'), databaseUrl: inject('databaseUrl') })
  receiver = await aReceiver()
})
afterEach(async () => {
  await kill()
  await pipeline.stop()
  receiver.stop()
})

function start(): void {
  child = spawn(process.execPath, ['--disable-warning=TimeoutNegativeWarning', main], {
    env: { ...process.env, ...pipeline.env },
    stdio: 'ignore',
  })
}

async function kill(): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGKILL')
  await once(child, 'exit')
}

/** What the rules make of a ride that is read once, by nobody who dies. */
function toldOf(ride: Ride): DeliveryNotification[] {
  const known = afterEvents([unknownDelivery(ride.deliveryId)], [...ride.beginning, ride.end], Date.now())
  const followed = afterFixes(known.changed, ride.fixes)
  return [...known.notifications, ...followed.notifications]
}

/** What a killed process had in hand is sent again when its lease has ended. */
async function unsettled(): Promise<number> {
  const rows = await pipeline.sql`select 1 from dispatches where state <> 'delivered'`
  return rows.count
}

const byId = (a: DeliveryNotification, b: DeliveryNotification) =>
  a.notificationId.localeCompare(b.notificationId)

it(`tells of each ride what is to be told, though the process is killed ${KILLS} times on the way`, async () => {
  const rides = Array.from({ length: 40 }, () => aRide({ webhookUrl: receiver.url }))
  const expected = rides.flatMap(toldOf).toSorted(byId)
  const { publisher } = pipeline

  start()
  await publisher.publishAll(
    deliveryEvents,
    rides.flatMap(({ beginning }) => beginning),
  )
  for (let part = 0; part < KILLS; part++) {
    const upTo = rides.slice(0, ((part + 1) * rides.length) / KILLS)
    await publisher.publishAll(
      deliveryLocation,
      upTo.slice((part * rides.length) / KILLS).flatMap(({ fixes }) => fixes),
    )
    const before = receiver.received.length
    await until(() => receiver.received.length > before, { timeoutMs: 30_000 })
    await kill()
    start()
  }
  await publisher.publishAll(
    deliveryLocation,
    rides.flatMap(({ fixes }) => fixes),
  )
  await publisher.publishAll(
    deliveryEvents,
    rides.map(({ end }) => end),
  )

  const sentIds = () => new Set(receiver.received.map(({ id }) => id))
  await until(() => sentIds().size >= expected.length, { timeoutMs: 60_000 })
  const publishedOnce = () => [
    ...new Map(pipeline.notifications.map((one) => [one.notificationId, one])).values(),
  ]
  await until(() => publishedOnce().length >= expected.length, { timeoutMs: 60_000 })

  expect(publishedOnce().toSorted(byId)).toEqual(expected)
  expect([...sentIds()].toSorted()).toEqual(expected.map(({ notificationId }) => notificationId).toSorted())
  await until(async () => (await unsettled()) === 0, { timeoutMs: 60_000 })
}, 180_000)
