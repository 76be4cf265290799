import { startStack } from '@doorstep/stack'
import { until } from '@doorstep/testing'
import { expect, inject, it, onTestFinished } from 'vitest'
import { startApi } from './api.ts'
import { startPipeline } from './pipeline.ts'

const DELIVERIES = 20
const BROKER_START_MS = 60_000

it('while the broker is dead every command is taken, and every event follows once it is back', async () => {
  const stack = await startStack({ ownKafka: true, postgres: false, redis: false, env: process.env })
  onTestFinished(stack.stop)
  const api = await startApi(inject('databaseUrl'))
  onTestFinished(api.stop)
  const pipeline = await startPipeline(api.databaseUrl, stack.kafkaBrokers)
  onTestFinished(pipeline.stop)
  const { riderId } = await api.aRider()
  const before = await api.anOrder()
  await until(() => pipeline.eventsOf(before.deliveryId).length === 1)

  await stack.brokers[0]?.kill()
  const taken: string[] = []
  for (let i = 0; i < DELIVERIES; i += 1) {
    const { deliveryId } = await api.anOrder()
    const assigned = await api.post(`/v1/deliveries/${deliveryId}/assign`, { riderId })
    const pickedUp = await api.post(`/v1/deliveries/${deliveryId}/status`, { status: 'picked-up' })
    expect([assigned.status, pickedUp.status]).toEqual([200, 200])
    taken.push(deliveryId)
  }
  await stack.brokers[0]?.start()

  const versionsOf = (id: string) => pipeline.eventsOf(id).map(({ version }) => version)
  const followed = () => taken.every((id) => versionsOf(id).includes(3))
  await until(followed, { timeoutMs: BROKER_START_MS })
  // Told once or more, but for the first time in order and without a gap.
  for (const id of taken) expect([...new Set(versionsOf(id))]).toEqual([1, 2, 3])
  await until(() => pipeline.recordsOf(riderId).at(-1)?.deliveries.length === DELIVERIES)
}, 180_000)
