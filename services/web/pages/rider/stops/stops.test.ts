import type { RiderStop } from '@doorstep/contracts'
import { describe, expect, it } from 'vitest'
import { currentOf, type StatusReport, stopsOf } from './stops.ts'

const kitchen = { lat: 60.17, lon: 24.94, address: 'Bulevardi 6' }
const door = { lat: 60.16, lon: 24.95, address: 'Vilhonkatu 5' }
const delivery = (deliveryId: string, status: RiderStop['status']): RiderStop => ({
  deliveryId,
  status,
  pickup: kitchen,
  dropoff: door,
  assignedAt: 1,
})

const known = (...deliveries: RiderStop[]) => ({ deliveries, stops: [] })
const stop = (deliveryId: string, kind: 'pickup' | 'dropoff') => ({
  deliveryId,
  kind,
  distanceM: 1,
  durationMs: 1,
  etaAt: 1,
})

describe('the next stop', () => {
  it.each([
    ['assigned', 'pickup', kitchen, 'picked-up'],
    ['picked-up', 'dropoff', door, 'delivered'],
  ] as const)('of a delivery that is %s is its %s', (status, kind, place, next) => {
    expect(stopsOf(known(delivery('d-1', status)))).toMatchObject([{ kind, place, status: next }])
  })

  it('goes on with what was reported, though the server may not know it yet', () => {
    const pickedUp = { deliveryId: 'd-1', status: 'picked-up' } as const
    const delivered = { deliveryId: 'd-1', status: 'delivered' } as const
    expect(stopsOf(known(delivery('d-1', 'assigned')), [pickedUp])).toMatchObject([{ kind: 'dropoff' }])
    expect(stopsOf(known(delivery('d-1', 'assigned')), [pickedUp, delivered])).toEqual([])
    expect(stopsOf(known(delivery('d-1', 'picked-up')), [delivered])).toEqual([])
  })

  it('is not changed by what was reported of another delivery', () => {
    const other = { deliveryId: 'd-2', status: 'delivered' } as const
    expect(stopsOf(known(delivery('d-1', 'assigned')), [other])).toMatchObject([{ kind: 'pickup' }])
  })
})

describe('the next stops of several deliveries', () => {
  const stops = [stop('d-1', 'pickup'), stop('d-2', 'pickup'), stop('d-2', 'dropoff'), stop('d-1', 'dropoff')]
  const round = { deliveries: [delivery('d-1', 'assigned'), delivery('d-2', 'assigned')], stops }
  const next = (...reports: StatusReport[]) =>
    stopsOf(round, reports).map(({ deliveryId, kind }) => `${deliveryId} ${kind}`)

  it('come in the order of the round, also while the server does not know what was reported', () => {
    expect(next()).toEqual(['d-1 pickup', 'd-2 pickup'])
    expect(next({ deliveryId: 'd-1', status: 'picked-up' })).toEqual(['d-2 pickup', 'd-1 dropoff'])
    const both = ['d-1', 'd-2'].map((deliveryId) => ({ deliveryId, status: 'picked-up' }) as const)
    expect(next(...both)).toEqual(['d-2 dropoff', 'd-1 dropoff'])
  })
})

describe('the current stop', () => {
  const stops = stopsOf(known(delivery('d-1', 'assigned'), delivery('d-2', 'assigned')))

  it.each([
    ['the first', undefined, 'd-1'],
    ['the one that the rider chose', 'd-2', 'd-2'],
    ['the first again once the chosen one is done', 'd-0', 'd-1'],
  ])('is %s', (_what, chosen, current) => {
    expect(currentOf(stops, chosen)?.deliveryId).toBe(current)
  })

  it('is none without a delivery', () => {
    expect(currentOf([], 'd-1')).toBeUndefined()
  })
})
