import { randomUUID } from 'node:crypto'
import { type DeliveryEvent, deliveryEvents, deliveryLocation, type LocationFix } from '@doorstep/contracts'
import { freePorts } from '@doorstep/demo'
import { destinationPoint } from '@doorstep/geo'
import { connectKafka, createPublisher, groupProgress, topicsReady } from '@doorstep/kafka'
import { connectPostgres } from '@doorstep/postgres'
import type { Stack } from '@doorstep/stack'
import { aDatabase, aDelivery, aDeliveryEvent, silentLog, until } from '@doorstep/testing'
import type { Round } from '../alternate.ts'
import { serviceMain, startServiceChild } from '../service-child.ts'

const HANDLED_MS = 60_000
const HOUR_MS = 3_600_000

export interface EvaluationRound extends Round {
  readonly cpuMicrosPerFix: number
}

/** The service with so many deliveries on their way, over topics and a database of its own. */
export interface Installation extends AsyncDisposable {
  /** So many fixes of so many riders, from being published to being evaluated and committed. */
  evaluate(fixes: number, riders: number): Promise<EvaluationRound>
}

export async function installationWith(openDeliveries: number, stack: Stack): Promise<Installation> {
  await using building = new AsyncDisposableStack()
  const topicPrefix = `bench-${randomUUID().slice(0, 8)}-`
  const database = await aDatabase(stack.databaseUrl)
  building.defer(database.drop)
  const kafka = connectKafka({ clientId: 'bench', brokers: stack.kafkaBrokers, topicPrefix, log: silentLog })
  const publisher = createPublisher(kafka, { deadlineMs: 30_000, maxQueueRecords: 200_000 })
  await topicsReady(kafka, [deliveryEvents, deliveryLocation]).start()
  await publisher.start()
  building.defer(publisher.stop)
  const env = {
    KAFKA_BROKERS: stack.kafkaBrokers,
    TOPIC_PREFIX: topicPrefix,
    DATABASE_URL: database.url,
    WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
    DOORSTEP_API_KEY: 'bench',
  }
  const { notifications: port } = await freePorts()
  const service = building.use(await startServiceChild({ file: serviceMain('notifications'), port, env }))

  const beganAt = Date.now()
  await publisher.publish(deliveryEvents, pickedUp(beganAt))
  const sql = connectPostgres({ url: database.url, schema: 'notifications', max: 1 })
  building.defer(() => sql.end())
  const known = () => sql`select 1 from deliveries where version > 0`
  await until(async () => (await known()).count === 1)
  await sql`
    insert into deliveries (delivery_id, rider_id, version, dropoff, route, picked_up_at, progress, wake_at)
    select 'd-' || n, 'r-' || n, version, dropoff, route, picked_up_at, progress, wake_at
    from deliveries, generate_series(1, ${openDeliveries - 1}::integer) as n`
  await sql`vacuum analyze deliveries`

  const handled = groupProgress(kafka, 'notifications', deliveryLocation)
  const running = building.move()
  let published = 0
  return {
    async evaluate(fixes, riders) {
      const stride = openDeliveries / riders
      const load = Array.from({ length: fixes }, (_, i) =>
        fixOf(Math.floor((i % riders) * stride), published + i, beganAt),
      )
      published += fixes
      const before = await service.usage()
      const began = performance.now()
      await publisher.publishAll(deliveryLocation, load)
      const ends = await handled.ends()
      await until(() => handled.hasPassed(ends), { timeoutMs: HANDLED_MS })
      const seconds = (performance.now() - began) / 1_000
      const after = await service.usage()
      return { rate: fixes / seconds, cpuMicrosPerFix: ((after.cpuS - before.cpuS) * 1e6) / fixes }
    },
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

/** The others are made like it. Before the service was there, so that it tells nobody: what is measured is fixes. */
function pickedUp(beganAt: number): DeliveryEvent {
  const pickedUpAt = beganAt - HOUR_MS
  const { pickup, dropoff } = aDelivery()
  const corner = destinationPoint(pickup, 90, 300)
  const delivery = aDelivery({
    deliveryId: 'd-0',
    status: 'picked-up',
    riderId: 'r-0',
    pickedUpAt,
    route: { points: [pickup, corner, dropoff], distanceM: 900, durationMs: 200_000 },
  })
  return aDeliveryEvent({ type: 'picked-up', version: 3, at: pickedUpAt, delivery })
}

/** On the route, and never near enough to be told of. */
function fixOf(rider: number, order: number, beganAt: number): LocationFix {
  const { pickup } = aDelivery()
  return {
    riderId: `r-${rider}`,
    recordedAt: beganAt - HOUR_MS + 1_000 + order,
    receivedAt: Date.now(),
    ...destinationPoint(pickup, 90, order % 200),
    accuracyM: 5,
    source: 'bench',
  }
}
