import { deliveryStatuses } from '@doorstep/contracts'
import { aDelivery } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import type { DeliveryState } from './delivery.ts'
import { assign, MAX_CLOCK_AHEAD_MS, reassign, report } from './transition.ts'

const NOW = 1_700_000_000_000
const route = { points: [aDelivery().pickup, aDelivery().dropoff], distanceM: 900, durationMs: 200_000 }
const aino = { riderId: 'r-1', name: 'Aino' }

function aState(fields: Partial<DeliveryState['delivery']> = {}): DeliveryState {
  return { version: 3, at: NOW - 1_000, delivery: aDelivery(fields) }
}

/** Every other pair is illegal. */
const legal = new Set([
  'assigned → created',
  'created → cancelled',
  'assigned → picked-up',
  'assigned → cancelled',
  'picked-up → delivered',
  'picked-up → failed',
  'picked-up → cancelled',
])
const pairs = deliveryStatuses.flatMap((from) => deliveryStatuses.map((to) => ({ from, to })))

describe('report', () => {
  it.each(pairs.filter(({ from, to }) => legal.has(`${from} → ${to}`)))('$from → $to', ({ from, to }) => {
    const moved = report(aState({ status: from }), { status: to }, NOW)
    expect(moved).toMatchObject({ ok: true, events: [{ version: 4, at: NOW, delivery: { status: to } }] })
  })

  it.each(pairs.filter(({ from, to }) => !legal.has(`${from} → ${to}`)))(
    'refuses $from → $to',
    ({ from, to }) => {
      const refused = report(aState({ status: from }), { status: to }, NOW)
      expect(refused).toEqual({ ok: false, refusal: { reason: 'illegal-transition', from, to } })
    },
  )

  it.each([
    { to: 'picked-up', from: 'assigned', field: 'pickedUpAt' },
    { to: 'delivered', from: 'picked-up', field: 'endedAt' },
    { to: 'failed', from: 'picked-up', field: 'endedAt' },
    { to: 'cancelled', from: 'created', field: 'endedAt' },
  ] as const)('$to sets $field to the time of the report', ({ to, from, field }) => {
    const moved = report(aState({ status: from }), { status: to, at: NOW - 500 }, NOW)
    expect(moved).toMatchObject({ events: [{ type: to, at: NOW - 500, delivery: { [field]: NOW - 500 } }] })
  })

  it('unassigns by going back to created, and forgets rider and route', () => {
    const assigned = aState({
      status: 'assigned',
      riderId: 'r-1',
      riderName: 'Aino',
      route,
      assignedAt: NOW - 1_000,
    })
    const moved = report(assigned, { status: 'created' }, NOW)
    expect(moved).toMatchObject({
      events: [{ type: 'unassigned', delivery: aDelivery({ status: 'created' }) }],
    })
    expect(Object.keys(moved.ok ? moved.events[0].delivery : {})).toEqual(Object.keys(aDelivery()))
  })

  it.each([
    { at: NOW + MAX_CLOCK_AHEAD_MS, outcome: { ok: true } },
    { at: NOW + MAX_CLOCK_AHEAD_MS + 1, outcome: { ok: false, refusal: { reason: 'in-the-future' } } },
    { at: NOW - 1_000, outcome: { ok: true } },
    { at: NOW - 1_001, outcome: { ok: false, refusal: { reason: 'before-the-last-status' } } },
  ])('a report of $at, 1 s after the last status: $outcome', ({ at, outcome }) => {
    expect(report(aState({ status: 'assigned' }), { status: 'picked-up', at }, NOW)).toMatchObject(outcome)
  })

  it('without a time it is never before the last status, though that came from a clock ahead of ours', () => {
    const ahead = { ...aState({ status: 'assigned' }), at: NOW + 30_000 }
    expect(report(ahead, { status: 'picked-up' }, NOW)).toMatchObject({
      events: [{ at: NOW + 30_000 }],
    })
  })

  it.each([
    { reportedBy: 'r-1', outcome: { ok: true } },
    { reportedBy: 'r-2', outcome: { ok: false, refusal: { reason: 'not-the-assigned-rider' } } },
  ])('a delivery of r-1 reported by $reportedBy: $outcome', ({ reportedBy, outcome }) => {
    const state = aState({ status: 'assigned', riderId: 'r-1' })
    expect(report(state, { status: 'picked-up', reportedBy }, NOW)).toMatchObject(outcome)
  })

  it.each(deliveryStatuses)('a reason and a note are kept of one that becomes %s, or refused', (to) => {
    const from = to === 'created' || to === 'picked-up' ? 'assigned' : 'picked-up'
    const why = { reason: 'nobody-there', note: 'rang twice' } as const
    const moved = report(aState({ status: from }), { status: to, ...why }, NOW)
    if (to === 'failed' || to === 'cancelled')
      expect(moved).toMatchObject({
        events: [{ delivery: { endReason: 'nobody-there', endNote: 'rang twice' } }],
      })
    else if (to === 'assigned') expect(moved).toMatchObject({ refusal: { reason: 'illegal-transition' } })
    else expect(moved).toEqual({ ok: false, refusal: { reason: 'nothing-to-explain' } })
  })

  it('tells another rider nothing of the status', () => {
    const state = aState({ status: 'delivered', riderId: 'r-1' })
    expect(report(state, { status: 'picked-up', reportedBy: 'r-2' }, NOW)).toMatchObject({
      refusal: { reason: 'not-the-assigned-rider' },
    })
  })
})

describe('assign', () => {
  it('gives a created delivery its rider and route', () => {
    expect(assign(aState(), aino, route, NOW)).toEqual({
      ok: true,
      events: [
        {
          type: 'assigned',
          version: 4,
          at: NOW,
          delivery: aDelivery({
            status: 'assigned',
            riderId: 'r-1',
            riderName: 'Aino',
            route,
            assignedAt: NOW,
          }),
        },
      ],
    })
  })

  it.each(deliveryStatuses.filter((status) => status !== 'created'))('refuses one that is %s', (from) => {
    expect(assign(aState({ status: from }), aino, route, NOW)).toEqual({
      ok: false,
      refusal: { reason: 'illegal-transition', from, to: 'assigned' },
    })
  })
})

describe('reassign', () => {
  const ofAino = aState({ status: 'assigned', riderId: 'r-1', riderName: 'Aino', route, assignedAt: 5 })

  it('takes it back and gives it to another, in two events that follow one another', () => {
    const moved = reassign(ofAino, { riderId: 'r-2' }, route, NOW)
    const { riderName: _none, ...given } = ofAino.delivery
    expect(moved).toEqual({
      ok: true,
      events: [
        { type: 'unassigned', version: 4, at: NOW, delivery: aDelivery() },
        { type: 'assigned', version: 5, at: NOW, delivery: { ...given, riderId: 'r-2', assignedAt: NOW } },
      ],
    })
  })

  it('refuses to give it to the rider who has it', () => {
    expect(reassign(ofAino, aino, route, NOW)).toMatchObject({ refusal: { reason: 'illegal-transition' } })
  })

  it.each(deliveryStatuses.filter((status) => status !== 'assigned'))('refuses one that is %s', (from) => {
    const refusal = { reason: 'illegal-transition', from, to: 'assigned' }
    expect(reassign(aState({ status: from }), aino, route, NOW)).toEqual({ ok: false, refusal })
  })
})
