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
  it.each(['open', 'refused'] as const)('is not said while the connection is %s', (connection) => {
    expect(staleness({ heardAt: AT }, connection, AT + 3_600_000)).toBeUndefined()
  })

  it.each([
    [9_999, undefined],
    [10_000, { ageMs: 10_000 }],
    [3_600_000, { ageMs: 3_600_000 }],
  ])('is, without connection for %d ms: %j', (ageMs, expected) => {
    expect(staleness({ heardAt: AT }, 'reconnecting', AT + ageMs)).toEqual(expected)
    expect(staleness({ heardAt: AT, isRemembered: true }, 'connecting', AT + ageMs)).toEqual(expected)
  })

  it('is said of a page that was loaded again as soon as it could not connect', () => {
    const remembered = { heardAt: AT, isRemembered: true }
    expect(staleness(remembered, 'connecting', AT + 1_000)).toBeUndefined()
    expect(staleness(remembered, 'reconnecting', AT + 1_000)).toEqual({ ageMs: 1_000 })
  })

  it('is unknown to a page that never heard anything, and could not connect', () => {
    expect(staleness({}, 'connecting', AT)).toBeUndefined()
    expect(staleness({}, 'reconnecting', AT)).toEqual({ ageMs: undefined })
  })
})
