import { aDelivery, aDeliveryEvent } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { memoryProgressStore } from '../test/memory-progress-store.ts'
import { BROUGHT_WITHIN_MS, ringAlarms } from './alarms.ts'
import { afterEvents } from './domain/advance.ts'

const T = 1_700_000_000_000
/** The first moment at which all that came before T must have been written. */
const WRITTEN = T + 2_000

interface World {
  now: number
  eventsHandledUntil: number
  fixesHandledUntil: number
  kafkaIsAway: boolean
}

/** A rider's delivery that was promised for T. */
async function aPromise() {
  const world: World = {
    now: WRITTEN,
    eventsHandledUntil: WRITTEN,
    fixesHandledUntil: WRITTEN,
    kafkaIsAway: false,
  }
  const store = memoryProgressStore()
  const event = aDeliveryEvent({ delivery: aDelivery({ promisedAt: T, riderId: 'r-1' }) })
  await store.advanceDeliveries(['d-1'], (known) => afterEvents(known, [event], 0))
  const told: string[] = []
  const refresh = async () => {
    if (world.kafkaIsAway) throw new Error('Kafka is away')
  }
  const ring = ringAlarms({
    due: { dueBy: async (time) => (time < T ? [] : [{ deliveryId: 'd-1', riderId: 'r-1', wakeAt: T }]) },
    store,
    events: { refresh, of: () => world.eventsHandledUntil },
    fixes: { refresh, of: () => world.fixesHandledUntil },
    announce: (notifications) => void told.push(...notifications.map(({ kind }) => kind)),
    now: () => world.now,
  })
  return {
    async toldIn(changes: Partial<World> = {}) {
      Object.assign(world, changes)
      await ring()
      return told
    },
  }
}

describe('an alarm', () => {
  it('is told once all that was written before it is handled, and once', async () => {
    const { toldIn } = await aPromise()
    expect(await toldIn()).toEqual(['late'])
    expect(await toldIn()).toEqual(['late'])
  })

  it.each(['eventsHandledUntil', 'fixesHandledUntil'] as const)(
    'waits while %s is before it',
    async (behind) => {
      const { toldIn } = await aPromise()
      expect(await toldIn({ [behind]: WRITTEN - 1 })).toEqual([])
      expect(await toldIn({ [behind]: WRITTEN })).toEqual(['late'])
    },
  )

  it('is not looked at before what came in time must have been written', async () => {
    const { toldIn } = await aPromise()
    expect(await toldIn({ now: WRITTEN - 1 })).toEqual([])
  })

  it('waits after Kafka was away until phones have brought what they kept', async () => {
    const { toldIn } = await aPromise()
    await expect(toldIn({ kafkaIsAway: true })).rejects.toThrow('Kafka is away')
    const back = { kafkaIsAway: false, eventsHandledUntil: Infinity, fixesHandledUntil: Infinity }
    expect(await toldIn({ ...back, now: WRITTEN + BROUGHT_WITHIN_MS - 1 })).toEqual([])
    expect(await toldIn({ now: WRITTEN + BROUGHT_WITHIN_MS })).toEqual(['late'])
  })
})
