import { aDelivery, aDeliveryEvent } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { aPosition } from '../../test/positions.ts'
import { afterEvent, type WatchedDelivery } from './live-delivery.ts'
import { blindOpening, opening, snapshot } from './opening.ts'

const route = { points: [aDelivery().pickup, aDelivery().dropoff], distanceM: 800, durationMs: 200_000 }
const trail = [10, 20, 30].map((time) => aPosition(time))

function delivery(fields: Parameters<typeof aDelivery>[0] = {}): WatchedDelivery {
  const event = aDeliveryEvent({
    delivery: aDelivery({ status: 'picked-up', pickedUpAt: 10, route, ...fields }),
  })
  const known = afterEvent(undefined, event)
  if (known === undefined) throw new Error('a first event makes a delivery')
  return { ...known, exactSince: 0, notifications: [{ notificationId: 'n-1', kind: 'picked-up', at: 10 }] }
}

const types = (messages: readonly { type: string }[]) => messages.map(({ type }) => type)

describe('a snapshot', () => {
  it('has the newest position with its age and cursor, and the ones before as trail', () => {
    const eta = { earliestMs: 60_000, latestMs: 90_000 }
    const known = [aPosition(10), aPosition(20), aPosition(30, { eta, remainingM: 400, accuracyM: 5 })]
    expect(snapshot(delivery(), known, 1_030)).toMatchObject({
      cursor: '0:30',
      position: { lat: 60.17, lon: 24.94, recordedAt: 30, accuracyM: 5 },
      ageMs: 1_000,
      trail: [
        { lat: 60.17, lon: 24.94, recordedAt: 10 },
        { lat: 60.17, lon: 24.94, recordedAt: 20 },
      ],
      route,
      eta: { earliestMs: 59_000, latestMs: 90_000 },
      remainingM: 400,
    })
  })

  it('while another stop comes first, has the cell the rider is in and no trail', () => {
    const eta = { earliestMs: 60_000, latestMs: 90_000 }
    const known = [aPosition(10), aPosition(20), aPosition(30, { eta, remainingM: 400, speedMps: 5 })]
    const later = snapshot({ ...delivery(), exactSince: Number.POSITIVE_INFINITY }, known, 40)
    expect(later).toMatchObject({ cursor: '0:30', position: { precision: 'cell' }, ageMs: 10, trail: [] })
    expect(JSON.stringify(later.position)).not.toMatch(/60\.17,|24\.94,|speedMps/)
    expect(later).not.toHaveProperty('eta')
    expect(later).not.toHaveProperty('remainingM')
  })

  it('has as trail what was recorded since the stop is the next', () => {
    const next = snapshot({ ...delivery(), exactSince: 20 }, trail, 40)
    expect(next.position?.precision).toBeUndefined()
    expect(next.trail.map(({ recordedAt }) => recordedAt)).toEqual([20])
  })

  it('knows no negative age, whatever the clock of the phone', () => {
    expect(snapshot(delivery(), trail, 5).ageMs).toBe(0)
  })

  it('starts with the pickup: what was recorded before is not in it', () => {
    const late = snapshot(delivery({ pickedUpAt: 20 }), trail, 40)
    expect(late.trail.map(({ recordedAt }) => recordedAt)).toEqual([20])
  })

  it.each(['created', 'assigned', 'delivered', 'failed', 'cancelled'] as const)(
    'has neither position, trail, route nor ETA while %s',
    (status) => {
      const { position, trail: seen, route: shown, eta, cursor } = snapshot(delivery({ status }), trail, 40)
      expect({ position, seen, shown, eta, cursor }).toEqual({ seen: [] })
    },
  )
})

describe('an opening', () => {
  it('is a snapshot for who comes without a cursor', () => {
    expect(types(opening(delivery(), trail, undefined, 40).messages)).toEqual(['snapshot'])
  })

  it('is how things stand and every position since, for who comes with one', () => {
    const { resumesFrom, messages } = opening(delivery(), trail, '0:10', 40)
    expect(resumesFrom?.recordedAt).toBe(10)
    expect(types(messages)).toEqual(['status', 'notification', 'position', 'position'])
    expect(messages.slice(2)).toEqual(trail.slice(1))
  })

  it('has no position for who has the newest', () => {
    expect(types(opening(delivery(), trail, '0:30', 40).messages)).toEqual(['status', 'notification'])
  })

  it.each(['0:9', '7:10'])('is a reset and a snapshot when the trail does not reach back to %s', (cursor) => {
    expect(types(opening(delivery(), trail, cursor, 40).messages)).toEqual(['reset', 'snapshot'])
  })

  it.each([
    [undefined, ['snapshot', 'ended']],
    ['0:20', ['reset', 'snapshot', 'ended']],
  ])('of a delivery that is over ends at once, cursor %s', (cursor, expected) => {
    const over = delivery({ status: 'delivered', endedAt: 35 })
    expect(types(opening(over, trail, cursor, 40).messages)).toEqual(expected)
  })
})

describe('an opening while the trail cannot be read', () => {
  it('is a snapshot of what is known', () => {
    expect(types(blindOpening(delivery(), [], undefined, 40).messages)).toEqual(['snapshot'])
  })

  it('never resets: the cursor may well be good', () => {
    expect(types(blindOpening(delivery(), [], '0:10', 40).messages)).toEqual(['status', 'notification'])
  })
})
