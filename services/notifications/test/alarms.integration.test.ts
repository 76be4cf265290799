import { deliveryEvents, deliveryLocation } from '@doorstep/contracts'
import { aDelivery, aDeliveryEvent, aFix, until } from '@doorstep/testing'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { SILENT_MS } from '../src/domain/silent.ts'
import { STALLED_MS } from '../src/domain/stalled.ts'
import { aPipeline, type Pipeline } from './pipeline.ts'

let pipeline: Pipeline
beforeEach(async () => {
  pipeline = await aPipeline({ kafkaBrokers: inject('kafkaBrokers'), databaseUrl: inject('databaseUrl') })
})
afterEach(() => pipeline.stop())

const told = () => pipeline.notifications.map(({ deliveryId, kind }) => `${deliveryId} ${kind}`)

/** Picked up just now by a rider of its own. */
function carried(deliveryId: string, promisedAt?: number) {
  const pickedUpAt = Date.now()
  const delivery = aDelivery({
    deliveryId,
    status: 'picked-up',
    riderId: `r-${deliveryId}`,
    pickedUpAt,
    ...(promisedAt !== undefined && { promisedAt }),
  })
  return aDeliveryEvent({ type: 'picked-up', version: 3, at: pickedUpAt, delivery })
}

it('an alarm is told within 5 s, once, though processes come and go and several look', async () => {
  const first = await pipeline.startService()
  await pipeline.startService()
  const promisedAt = Date.now() + 3_000
  const events = Array.from({ length: 20 }, (_, n) => carried(`d-${n}`, promisedAt))
  await pipeline.publisher.publishAll(deliveryEvents, events)
  await until(() => told().length === events.length)
  await first.stop()
  await pipeline.startService()

  await until(() => told().length === 2 * events.length)
  const toldAfterMs = Date.now() - promisedAt
  expect(toldAfterMs).toBeLessThan(5_000)
  expect(new Set(told()).size).toBe(2 * events.length)
})

it('alarms that came due while nobody was there are told when somebody is, as of what was written meanwhile', async () => {
  const service = await pipeline.startService()
  const silent = carried('silent')
  const heard = carried('heard')
  const stalled = carried('stalled')
  await pipeline.publisher.publishAll(deliveryEvents, [silent, heard, stalled])
  await until(() => told().length === 3)
  await service.stop()

  // As it would be after the time that alarms take.
  const agoMs = STALLED_MS + 5_000
  await pipeline.sql`
    update deliveries set wake_at = wake_at - ${agoMs} * interval '1 ms',
      picked_up_at = picked_up_at - ${agoMs} * interval '1 ms',
      progress = jsonb_set(progress, '{heard}', ${pipeline.sql.json({ since: 0, at: Date.now() - SILENT_MS - 5_000 })})`
  const fixOf = (deliveryId: string, agoMs: number) =>
    aFix({ riderId: `r-${deliveryId}`, recordedAt: Date.now() - agoMs, receivedAt: Date.now() - agoMs })
  await pipeline.publisher.publishAll(deliveryLocation, [
    fixOf('heard', 1_000),
    fixOf('stalled', STALLED_MS + 3_000),
    fixOf('stalled', 1_000),
  ])

  await pipeline.startService()
  await until(() => told().includes('silent silent') && told().includes('stalled stalled'))
  expect(told().slice(3).toSorted()).toEqual(['silent silent', 'stalled stalled'])
})
