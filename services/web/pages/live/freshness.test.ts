import { describe, expect, it } from 'vitest'
import { freshnessOf, staleness } from './freshness.ts'

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

it.each([
  [0, { kind: 'aged', ageMs: 0 }],
  [44_999, { kind: 'aged', ageMs: 44_999 }],
  [45_000, { kind: 'lost', lastSeenAt: AT }],
])('after %d ms a position from before the reload is %j', (ageMs, expected) => {
  expect(freshnessOf({ fixAt: AT, isRemembered: true }, AT + ageMs)).toEqual(expected)
})

describe('how old the page is', () => {
  it.each(['connecting', 'open', 'refused'] as const)(
    'is not said while the connection is %s',
    (connection) => {
      expect(staleness({ heardAt: AT }, connection, AT + 3_600_000)).toBeUndefined()
    },
  )

  it.each([
    [9_999, undefined],
    [10_000, { ageMs: 10_000 }],
    [3_600_000, { ageMs: 3_600_000 }],
  ])('is, without connection for %d ms: %j', (ageMs, expected) => {
    expect(staleness({ heardAt: AT }, 'reconnecting', AT + ageMs)).toEqual(expected)
  })

  it('is said at once of a page that was loaded again, and shows what it remembers', () => {
    const remembered = { heardAt: AT, isRemembered: true }
    expect(staleness(remembered, 'reconnecting', AT + 1_000)).toEqual({ ageMs: 1_000 })
  })

  it('is unknown to a page that never heard anything', () => {
    expect(staleness({}, 'reconnecting', AT)).toEqual({ ageMs: undefined })
  })
})
