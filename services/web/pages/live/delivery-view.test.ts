import type { LiveMessage } from '@doorstep/contracts'
import { describe, expect, it } from 'vitest'
import { AT, aPosition, aSnapshot, aTrackedDelivery } from './a-message.ts'
import { applied, type DeliveryView, isOver, nothingKnown } from './delivery-view.ts'

const place = { lat: 60.168, lon: 24.941 }
const route = { points: [place, { lat: 60.1654, lon: 24.9488 }], distanceM: 520, durationMs: 120_000 }

function viewAfter(...messages: readonly LiveMessage[]): DeliveryView {
  return messages.reduce((view, message) => applied(view, message, AT), nothingKnown)
}

describe('a snapshot', () => {
  it('is all there is to know', () => {
    const view = viewAfter(
      aSnapshot({
        cursor: '3:17',
        position: { ...place, recordedAt: AT - 2_000 },
        ageMs: 2_000,
        route,
        remainingM: 400,
      }),
    )
    expect(view).toMatchObject({ cursor: '3:17', fix: place, fixAt: AT - 2_000, route, remainingM: 400 })
  })

  it('takes what it does not mention away', () => {
    const view = viewAfter(aSnapshot({ position: { ...place, recordedAt: AT }, ageMs: 0 }), aSnapshot())
    expect(view.fix).toBeUndefined()
    expect(view.cursor).toBeUndefined()
  })
})

describe('a position', () => {
  it('becomes the newest, and the one before joins the trail', () => {
    const view = viewAfter(
      aSnapshot(),
      aPosition({ recordedAt: AT, lat: 60.1 }),
      aPosition({ recordedAt: AT + 1_000, lat: 60.2, cursor: '3:18' }),
    )
    expect(view).toMatchObject({ cursor: '3:18', fix: { lat: 60.2 } })
    expect(view.trail).toMatchObject([{ lat: 60.1, recordedAt: AT }])
  })

  it('that is a cell has no trail, and neither has what comes after it', () => {
    const cell = { precision: 'cell', accuracyM: 1_400 } as const
    const exactly = [AT, AT + 1_000].map((recordedAt) => aPosition({ recordedAt }))
    const coarse = [AT + 2_000, AT + 3_000].map((recordedAt) => aPosition({ recordedAt, ...cell }))
    const served = [AT + 4_000, AT + 5_000].map((recordedAt) => aPosition({ recordedAt }))
    expect(viewAfter(aSnapshot(), ...exactly, ...coarse)).toMatchObject({ fix: cell, trail: [] })
    expect(viewAfter(aSnapshot(), ...exactly, ...coarse, ...served).trail).toMatchObject([
      { recordedAt: AT + 4_000 },
    ])
  })

  it.each([
    ['seen before', 0],
    ['older than the newest', -5_000],
  ])('%s is not shown, yet resumed from', (_case, by) => {
    const before = viewAfter(aSnapshot(), aPosition({ lat: 60.1 }))
    const after = applied(before, aPosition({ lat: 60.2, recordedAt: AT + by, cursor: '3:18' }), AT)
    expect(after).toEqual({ ...before, cursor: '3:18' })
  })

  it('is as old as it is, however wrong the phone’s clock', () => {
    const fast = 3_600_000
    const fresh = applied(viewAfter(aSnapshot()), aPosition({ recordedAt: AT + fast }), AT)
    const delayed = applied(fresh, aPosition({ recordedAt: AT + fast + 1_000 }), AT + 9_000)

    expect(fresh.fixAt).toBe(AT)
    expect(delayed.fixAt).toBe(AT + 1_000)
  })

  it('brings an estimate that counts from when it was recorded', () => {
    const eta = { earliestMs: 60_000, latestMs: 120_000 }
    const fresh = viewAfter(aSnapshot(), aPosition())
    const delayed = applied(fresh, aPosition({ recordedAt: AT + 1_000, eta }), AT + 9_000)
    expect(delayed.eta).toEqual({ band: eta, asOf: AT + 1_000 })
  })
})

describe('when the delivery ends', () => {
  const delivered = aTrackedDelivery({ status: 'delivered', endedAt: AT })

  it.each([
    ['ended', { type: 'ended', delivery: delivered }],
    ['status', { type: 'status', delivery: delivered }],
  ] as const)('with %s, the rider is seen no more, and the way stays for the receipt', (_type, message) => {
    const view = viewAfter(aSnapshot({ route }), aPosition(), message)
    expect(view).toMatchObject({ fix: undefined, trail: [], eta: undefined, route, delivery: delivered })
    expect(isOver(view)).toBe(true)
  })
})

it('knows no position before the pickup or after the rider was taken off', () => {
  const view = viewAfter(aSnapshot({ route }), aPosition(), {
    type: 'status',
    delivery: aTrackedDelivery({ status: 'created' }),
  })
  expect(view.fix).toBeUndefined()
  expect(isOver(view)).toBe(false)
})

it('hears a notification once, however often it is told', () => {
  const notification = { type: 'notification', kind: 'approaching', at: AT } as const
  expect(viewAfter(aSnapshot(), notification, notification).notifications).toEqual([
    { kind: 'approaching', at: AT },
  ])
})

it('forgets where the rider was on a reset, and what to resume from', () => {
  const view = viewAfter(aSnapshot(), aPosition(), { type: 'reset', cursor: '3:17' })
  expect(view).toMatchObject({ fix: undefined, trail: [], cursor: undefined })
  expect(view.delivery).toBeDefined()
})

it('knows when it last heard of it, and is not from memory any more', () => {
  const remembered = { ...viewAfter(aSnapshot()), isRemembered: true }
  const status = { type: 'status', delivery: aTrackedDelivery() } as const
  expect(applied(remembered, status, AT + 5_000)).toMatchObject({
    heardAt: AT + 5_000,
    isRemembered: undefined,
  })
})

it('passes over a message of a kind it does not know', () => {
  const before = viewAfter(aSnapshot())
  expect(applied(before, JSON.parse('{"type":"weather"}'), AT)).toEqual(before)
})
