import { aDelivery } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import { etaOf, plan, SPENT_AT_MS } from './plan.ts'
import { inOrderOf, reordered, stopsAhead } from './stops.ts'

const kitchen = { lat: 0, lon: 1 }
const near = { lat: 0, lon: 2 }
const far = { lat: 0, lon: 4 }
const START = 1_000_000

const one = aDelivery({ deliveryId: 'd-1', status: 'assigned', pickup: kitchen, dropoff: near })
const two = aDelivery({ deliveryId: 'd-2', status: 'assigned', pickup: kitchen, dropoff: far })
/** A thousand seconds, and as many metres, for each degree. */
const legBetween = (from: { lon: number }, to: { lon: number }) => {
  const metres = 1_000 * Math.abs(to.lon - from.lon)
  return { distanceM: metres, durationMs: metres * 1_000 }
}
const pickup = (deliveryId: string) => ({ deliveryId, kind: 'pickup' }) as const
const dropoff = (deliveryId: string) => ({ deliveryId, kind: 'dropoff' }) as const

describe('the stops ahead', () => {
  it('are a pickup and a drop-off for each delivery, a new one’s after all others', () => {
    expect(stopsAhead([pickup('d-1'), dropoff('d-1')], [one, two])).toEqual([
      pickup('d-1'),
      dropoff('d-1'),
      pickup('d-2'),
      dropoff('d-2'),
    ])
  })

  it('lose what was made and what was taken back, and keep the order of the rest', () => {
    const before = [pickup('d-2'), pickup('d-1'), dropoff('d-2'), dropoff('d-1'), pickup('d-3')]
    expect(stopsAhead(before, [one, { ...two, status: 'picked-up' }])).toEqual([
      pickup('d-1'),
      dropoff('d-2'),
      dropoff('d-1'),
    ])
  })

  it.each([
    ['all of them in another order', [pickup('d-2'), pickup('d-1'), dropoff('d-2'), dropoff('d-1')], 'ok'],
    ['one left out', [pickup('d-2'), pickup('d-1'), dropoff('d-2')], 'other-stops'],
    ['one twice', [pickup('d-2'), pickup('d-2'), dropoff('d-2'), dropoff('d-1')], 'other-stops'],
    [
      'one too many',
      [pickup('d-1'), pickup('d-1'), pickup('d-2'), dropoff('d-2'), dropoff('d-1')],
      'other-stops',
    ],
    ['a stranger', [pickup('d-2'), pickup('d-3'), dropoff('d-2'), dropoff('d-1')], 'other-stops'],
    [
      'a drop-off before its pickup',
      [dropoff('d-2'), pickup('d-2'), pickup('d-1'), dropoff('d-1')],
      'dropoff-before-pickup',
    ],
  ])('are put in another order by %s: %3$s', (_what, wanted, outcome) => {
    const ahead = [pickup('d-1'), dropoff('d-1'), pickup('d-2'), dropoff('d-2')]
    const answer = reordered(ahead, wanted)
    expect(answer.ok ? 'ok' : answer.refusal.reason).toBe(outcome)
  })

  it('order the deliveries by the stop that each has next', () => {
    const carrying = [pickup('d-2'), dropoff('d-1'), dropoff('d-2')]
    expect(inOrderOf(carrying, [one, two]).map(({ deliveryId }) => deliveryId)).toEqual(['d-2', 'd-1'])
  })
})

describe('a plan', () => {
  const stacked = [pickup('d-1'), pickup('d-2'), dropoff('d-1'), dropoff('d-2')]

  it('adds up the way to the pickup, the ways between the stops, and what is spent at each before', () => {
    const planned = plan(stacked, [one, two], { at: START, from: { lat: 0, lon: 0 } }, legBetween)
    const { pickup: atPickup, dropoff: atDoor } = SPENT_AT_MS
    const times = planned.ok ? planned.stops.map(({ etaAt }) => etaAt - START) : []
    expect(times).toEqual([
      1_000_000,
      1_000_000 + atPickup,
      2_000_000 + 2 * atPickup,
      4_000_000 + 2 * atPickup + atDoor,
    ])
    expect(etaOf('d-2', planned.ok ? planned.stops : [])).toBe(START + 4_000_000 + 2 * atPickup + atDoor)
  })

  it('starts at the first stop if nobody knows where the rider is', () => {
    const planned = plan([pickup('d-1'), dropoff('d-1')], [one], { at: START, from: undefined }, legBetween)
    expect(planned).toMatchObject({ stops: [{ distanceM: 0, etaAt: START }, { distanceM: 1_000 }] })
  })

  it('asks for every way that it does not know, at once', () => {
    const planned = plan(stacked, [one, two], { at: START, from: far }, () => undefined)
    expect(planned).toEqual({
      ok: false,
      missing: [
        { from: far, to: kitchen },
        { from: kitchen, to: kitchen },
        { from: kitchen, to: near },
        { from: near, to: far },
      ],
    })
  })
})
