import { TRACKING_GRACE_MS } from '@doorstep/contracts'
import { aDelivery, aDeliveryEvent } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { createDeliveriesTable } from './deliveries-table.ts'

function aTable() {
  let now = 1_000_000
  const heard: string[] = []
  const table = createDeliveriesTable(() => now)
  table.listen({
    deliveryChanged: ({ tracked }) => void heard.push(tracked.status),
    notified: (_deliveryId, { kind }) => void heard.push(kind),
    forgotten: (deliveryId) => void heard.push(`forgot ${deliveryId}`),
  })
  return {
    table,
    heard,
    later: (ms: number) => {
      now += ms
    },
    created: (version = 1) => table.applyEvent(aDeliveryEvent({ version, at: now })),
    delivered: (version = 2, endedAt = now) =>
      table.applyEvent(
        aDeliveryEvent({
          type: 'delivered',
          version,
          at: endedAt,
          delivery: aDelivery({ status: 'delivered', endedAt }),
        }),
      ),
    arrived: (deliveryId = 'd-1') =>
      table.applyNotification({ notificationId: 'n-1', deliveryId, kind: 'arrived', occurrence: 1, at: now }),
  }
}

describe('what happens', () => {
  it('is told once, however often it is read', () => {
    const { heard, created, arrived, delivered } = aTable()
    for (let i = 0; i < 2; i++) {
      created()
      arrived()
    }
    delivered()
    delivered()
    expect(heard).toEqual(['created', 'arrived', 'delivered'])
  })

  it('is not told of a delivery that is not known', () => {
    const { heard, arrived } = aTable()
    arrived('d-9')
    expect(heard).toEqual([])
  })
})

describe('a delivery that ended', () => {
  it('is found until the grace time is over', () => {
    const { table, created, delivered, later } = aTable()
    created()
    delivered()
    later(TRACKING_GRACE_MS)
    expect(table.find('d-1')?.tracked.status).toBe('delivered')
    later(1)
    expect(table.find('d-1')).toBeUndefined()
  })

  it('is forgotten then, and those who still look are told', () => {
    const { table, heard, created, delivered, later } = aTable()
    created()
    delivered()
    later(TRACKING_GRACE_MS + 1)
    table.forgetOld()
    table.forgetOld()
    expect(heard).toEqual(['created', 'delivered', 'forgot d-1'])
  })

  it('long ago is never kept: a process that starts reads two days and holds a quarter of an hour', () => {
    const { table, created, delivered } = aTable()
    created()
    delivered(2, 0)
    expect(table.find('d-1')).toBeUndefined()
  })
})

describe('a link that is faster than the event behind it', () => {
  it('is opened as soon as the event is there', async () => {
    const { table, created } = aTable()
    const opened = table.appears('d-1', 10_000)
    created()
    expect((await opened)?.tracked.deliveryId).toBe('d-1')
  })

  it('opens nothing if none comes in time', async () => {
    expect(await aTable().table.appears('d-1', 10)).toBeUndefined()
  })
})

it.each(['d-1', 'r-1'])(
  'of whom is erased, %s, nothing is kept, and nothing comes back with what is read again',
  (id) => {
    const { table, heard } = aTable()
    const delivery = aDelivery({ deliveryId: 'd-1', riderId: 'r-1' })
    const another = aDelivery({ deliveryId: 'd-2', riderId: 'r-2' })
    for (const one of [delivery, another]) table.applyEvent(aDeliveryEvent({ at: 1_000_000, delivery: one }))
    expect(table.erase(id)).toEqual(['d-1'])
    table.applyEvent(aDeliveryEvent({ at: 1_000_000, version: 2, delivery }))
    expect(table.find('d-1')).toBeUndefined()
    expect(table.find('d-2')).toBeDefined()
    expect(heard).toContain('forgot d-1')
  },
)
