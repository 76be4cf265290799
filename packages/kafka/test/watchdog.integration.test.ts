import { deliveryLocation, type LocationFix } from '@doorstep/contracts'
import { createMetrics, UnavailableError } from '@doorstep/runtime'
import { aTopicPrefix, silentLog, until } from '@doorstep/testing'
import { describe, expect, inject, it } from 'vitest'
import {
  connectKafka,
  createConsumer,
  createPublisher,
  type Handler,
  subscription,
  topicsReady,
} from '../src/index.ts'
import { nthFix, patient, riderOn, running } from './harness.ts'

/** A consumer that may stand still for so long, with one fix waiting for it on partition 0. */
async function aConsumer(stuckAfterMs: number, handler: Handler<LocationFix>) {
  const topicPrefix = aTopicPrefix()
  const metrics = createMetrics('test')
  const brokers = inject('kafkaBrokers')
  const kafka = connectKafka({ clientId: 'test', brokers, topicPrefix, log: silentLog, metrics })
  await topicsReady(kafka, [deliveryLocation]).start()
  const publisher = await running(createPublisher(kafka, patient))
  await publisher.publish(deliveryLocation, nthFix(riderOn(0), 1))
  const stuck: string[] = []
  await running(
    createConsumer(kafka, {
      groupId: 'g',
      publisher,
      subscriptions: [subscription(deliveryLocation, handler)],
      stuckAfterMs,
      onStuck: ({ message }) => stuck.push(message),
    }),
  )
  return { topicPrefix, metrics, stuck }
}

describe('the watchdog', () => {
  it('barks at a handler that never answers, and names its partition', async () => {
    const release = Promise.withResolvers<void>()
    const { topicPrefix, stuck } = await aConsumer(1_500, () => release.promise)
    await until(() => stuck.length > 0)
    expect(stuck[0]).toContain(`${topicPrefix}delivery-location/0`)
    release.resolve()
  })

  it('keeps quiet while a sink is away, and shows the lag', async () => {
    const startedAt = performance.now()
    let failures = 0
    // Longer than any pause between two tries in the first seconds, also on a machine that is busy.
    const { topicPrefix, metrics, stuck } = await aConsumer(4_000, async () => {
      failures += 1
      throw new UnavailableError('Postgres is away')
    })
    await until(() => performance.now() - startedAt > 5_500)
    expect(failures).toBeGreaterThan(5)
    expect(stuck).toEqual([])
    const lag = await metrics.getSingleMetric('doorstep_consumer_lag_records')?.get()
    expect(lag?.values).toContainEqual({
      value: 1,
      labels: {
        messaging_destination_name: `${topicPrefix}delivery-location`,
        messaging_consumer_group_name: `${topicPrefix}g`,
        messaging_destination_partition_id: 0,
      },
    })
  })
})
