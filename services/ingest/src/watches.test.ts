import { WATCH_LEASE_MS } from '@doorstep/contracts'
import { expect, it } from 'vitest'
import { createWatchTable } from './watches.ts'

function aTable() {
  let now = 1_700_000_000_000
  const table = createWatchTable(() => now)
  return {
    isWatched: table.isWatched,
    says: (gatewayId: string, deliveryId: string, forMs: number) =>
      table.apply({ gatewayId, deliveryId, watchedUntil: now + forMs }),
    pass(ms: number) {
      now += ms
    },
  }
}

it('a delivery is watched from when it is said until when it was said for', () => {
  const table = aTable()
  expect(table.isWatched('d-1')).toBe(false)
  table.says('g-1', 'd-1', 10_000)
  table.pass(9_999)
  expect([table.isWatched('d-1'), table.isWatched('d-2')]).toEqual([true, false])
  table.pass(1)
  expect(table.isWatched('d-1')).toBe(false)
})

it('what a gateway says replaces what it said before, be it sooner or later', () => {
  const table = aTable()
  table.says('g-1', 'd-1', 45_000)
  table.says('g-1', 'd-1', 5_000)
  table.pass(5_000)
  expect(table.isWatched('d-1')).toBe(false)
  table.says('g-1', 'd-1', 45_000)
  expect(table.isWatched('d-1')).toBe(true)
})

it('is watched while one gateway says so, though another says that its last page has left', () => {
  const table = aTable()
  table.says('g-1', 'd-1', 45_000)
  table.says('g-2', 'd-1', 45_000)
  table.says('g-1', 'd-1', 0)
  expect(table.isWatched('d-1')).toBe(true)
  table.says('g-2', 'd-1', 0)
  expect(table.isWatched('d-1')).toBe(false)
})

it('a gateway whose clock is an hour ahead is believed for one lease', () => {
  const table = aTable()
  table.says('g-1', 'd-1', 3_600_000)
  table.pass(WATCH_LEASE_MS)
  expect(table.isWatched('d-1')).toBe(false)
})
