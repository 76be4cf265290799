import type { LocationFix, OpenDelivery } from '@doorstep/contracts'
import { aFix, anOpenDelivery } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { inMemoryStore } from '../test/in-memory-store.ts'
import { createAssignmentsTable } from './assignments-table.ts'
import { showPositions } from './handler.ts'

const context = { topic: 'delivery-location', partition: 4, isStale: () => false }

/** The projector with riders and what they carry, told as the topic tells it. */
function aProjector(carried: Record<string, OpenDelivery[]>) {
  const assignments = createAssignmentsTable()
  for (const [riderId, deliveries] of Object.entries(carried))
    assignments.apply({ riderId, deliveries, updatedAt: 0 }, riderId)
  const store = inMemoryStore()
  const handle = showPositions(assignments, store)
  let offset = 0
  return {
    store,
    handle: (...fixes: Partial<LocationFix>[]) =>
      handle(
        fixes.map((fields) => {
          const event = aFix(fields)
          return { event, key: event.riderId, partition: 4, offset: String(offset++) }
        }),
        context,
      ),
    shown: () =>
      store.published.map(({ deliveryId, position: { message } }) => [deliveryId, message.recordedAt]),
  }
}

const onItsWay = (deliveryId: string) => anOpenDelivery({ deliveryId, pickedUpAt: 100 })

it('shows a fix to every customer whose delivery the rider has picked up, and to nobody else', async () => {
  const projector = aProjector({
    'r-1': [onItsWay('d-1'), onItsWay('d-2'), anOpenDelivery({ deliveryId: 'd-3', status: 'assigned' })],
    'r-2': [onItsWay('d-4')],
  })
  await projector.handle({ riderId: 'r-1', recordedAt: 200 }, { riderId: 'r-9', recordedAt: 200 })
  expect(projector.shown()).toEqual([
    ['d-1', 200],
    ['d-2', 200],
  ])
})

it('shows the customers of later stops which cell the rider is in: no place, no trail, no estimate', async () => {
  const elsewhere = { lat: 60.2, lon: 25 }
  const projector = aProjector({
    'r-1': [onItsWay('d-1'), anOpenDelivery({ deliveryId: 'd-2', pickedUpAt: 100, dropoff: elsewhere })],
  })
  await projector.handle({ recordedAt: 200, lat: 60.168, lon: 24.943, speedMps: 5, bearingDeg: 140 })
  const [next, later] = projector.store.published.map(({ position }) => position)
  expect(next?.message).toMatchObject({ lat: 60.168, lon: 24.943 })
  expect(JSON.stringify(later)).not.toMatch(/60\.168,|24\.943,/)
  expect(later).toEqual({
    receivedAt: aFix().receivedAt,
    message: {
      type: 'position',
      cursor: '4:0',
      recordedAt: 200,
      precision: 'cell',
      lat: expect.any(Number),
      lon: expect.any(Number),
      accuracyM: expect.any(Number),
    },
  })
})

it('shows nothing that was recorded before the pickup', async () => {
  const projector = aProjector({ 'r-1': [onItsWay('d-1')] })
  await projector.handle({ recordedAt: 99 })
  await projector.handle({ recordedAt: 100 })
  expect(projector.shown()).toEqual([['d-1', 100]])
})

it('shows only where the rider is, of a batch that tells where they were', async () => {
  const projector = aProjector({ 'r-1': [onItsWay('d-1')] })
  await projector.handle({ recordedAt: 200 }, { recordedAt: 400 }, { recordedAt: 300 })
  expect(projector.shown()).toEqual([['d-1', 400]])
})

it('shows what is delivered again only once, and nothing older', async () => {
  const projector = aProjector({ 'r-1': [onItsWay('d-1')] })
  for (const recordedAt of [200, 300, 200, 300]) await projector.handle({ recordedAt })
  expect(projector.shown()).toEqual([
    ['d-1', 200],
    ['d-1', 300],
  ])
})

describe('what is shown', () => {
  it('has the place of the fix in its topic as cursor, what is left, and when it may end', async () => {
    const projector = aProjector({ 'r-1': [onItsWay('d-1')] })
    await projector.handle({ recordedAt: 200, lat: 60.168, lon: 24.943, bearingDeg: 140 })
    expect(projector.store.published[0]?.position).toEqual({
      receivedAt: aFix().receivedAt,
      message: {
        type: 'position',
        cursor: '4:0',
        lat: 60.168,
        lon: 24.943,
        recordedAt: 200,
        accuracyM: 5,
        bearingDeg: 140,
        remainingM: expect.any(Number),
        eta: { earliestMs: expect.any(Number), latestMs: expect.any(Number) },
      },
    })
  })

  it('tells nothing of the rider or the phone', async () => {
    const projector = aProjector({ 'r-1': [onItsWay('d-1')] })
    await projector.handle({ recordedAt: 200, batteryPct: 7, charging: false })
    const shown = JSON.stringify(projector.store.published)
    expect(shown).not.toMatch(/r-1|battery|charging|source/)
  })

  it('remembers the pace from one fix to the next', async () => {
    const projector = aProjector({ 'r-1': [onItsWay('d-1')] })
    await projector.handle({ recordedAt: 200, lat: 60.16, lon: 24.9 })
    await projector.handle({ recordedAt: 10_200, lat: 60.1605, lon: 24.903 })
    expect(projector.store.published[1]?.position.paceMps).toBeGreaterThan(0)
  })
})
