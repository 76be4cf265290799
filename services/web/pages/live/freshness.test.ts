import { expect, it } from 'vitest'
import { freshnessOf } from './freshness.ts'

const AT = 1_700_000_000_000

it.each([
  [0, { kind: 'live' }],
  [9_999, { kind: 'live' }],
  [10_000, { kind: 'aged', ageMs: 10_000 }],
  [44_999, { kind: 'aged', ageMs: 44_999 }],
  [45_000, { kind: 'lost', lastSeenAt: AT }],
])('after %d ms a position is %j', (ageMs, expected) => {
  expect(freshnessOf({ fixAt: AT }, AT + ageMs)).toEqual(expected)
})

it('says nothing without a position', () => {
  expect(freshnessOf({}, AT)).toBeUndefined()
})
