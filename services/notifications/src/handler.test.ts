import type { DeliveryEvent, DeliveryNotification, LocationFix } from '@doorstep/contracts'
import type { HandlerContext, Received } from '@doorstep/kafka'
import { aDelivery, aDeliveryEvent, aFix } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { memoryProgressStore } from '../test/memory-progress-store.ts'
import { notifyOnEvents, notifyOnFixes } from './handler.ts'

const context: HandlerContext = { topic: 'any', partition: 0, isStale: () => false }
const T = 1_700_000_000_000
const carried = aDelivery({ status: 'picked-up', riderId: 'r-1', pickedUpAt: T })
const pickup = aDeliveryEvent({ type: 'picked-up', version: 3, at: T, delivery: carried })
const atDoor = (afterMs: number) => aFix({ ...carried.dropoff, recordedAt: T + afterMs })

function received<Event>(...events: Event[]): Received<Event>[] {
  return events.map((event, index) => ({ event, key: 'k', partition: 0, offset: String(index) }))
}

function handlers() {
  const store = memoryProgressStore()
  const announced: string[] = []
  const announce = (decided: readonly DeliveryNotification[]) =>
    void announced.push(...decided.map(({ kind }) => kind))
  const onEvents = notifyOnEvents(store, announce)
  const onFixes = notifyOnFixes(store, announce)
  return {
    announced,
    events: (...events: DeliveryEvent[]) => onEvents(received(...events), context),
    fixes: (...fixes: LocationFix[]) => onFixes(received(...fixes), context),
  }
}

it('announces what events and fixes decide, once each, however often their batches come', async () => {
  const { announced, events, fixes } = handlers()
  await events(pickup)
  await events(pickup)
  await fixes(atDoor(0))
  await fixes(atDoor(0), atDoor(10_000))
  await fixes(atDoor(10_000))
  expect(announced).toEqual(['picked-up', 'approaching', 'arrived'])
})

it('decides nothing from the fixes of a rider who carries nothing', async () => {
  const { announced, events, fixes } = handlers()
  await events(aDeliveryEvent({ type: 'assigned', version: 2, delivery: aDelivery({ riderId: 'r-1' }) }))
  await fixes(atDoor(0), atDoor(10_000))
  expect(announced).toEqual([])
})
