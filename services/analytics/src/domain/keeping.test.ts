import { describe, expect, it } from 'vitest'
import { dateOf, dayOf } from './day.ts'
import { daysToHave, isExpired, keepingOf } from './keeping.ts'

const today = dayOf(Date.parse('2026-11-21'))
const window = { today, retentionDays: 30 }

describe('with 30 days of retention on 21 November, a fix of', () => {
  it.each([
    ['2026-10-21T23:59:59.999Z', 'expired'],
    ['2026-10-22T00:00:00.000Z', 'kept'],
    ['2026-11-18T12:00:00.000Z', 'kept'],
    ['2026-11-21T12:00:00.000Z', 'kept'],
    ['2026-11-24T23:59:59.999Z', 'kept'],
    ['2026-11-25T00:00:00.000Z', 'absurd'],
    ['2099-01-01T00:00:00.000Z', 'absurd'],
  ])('%s is %s', (moment, keeping) => {
    expect(keepingOf(Date.parse(moment), window)).toBe(keeping)
  })

  it('a time beyond all calendars is absurd', () => {
    expect(keepingOf(1e300, window)).toBe('absurd')
  })
})

it('every day that can be written is either made ahead or behind us', () => {
  expect(daysToHave(today).map(dateOf)).toEqual(['2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24'])
})

it('a day that is written is not one that is dropped', () => {
  const days = Array.from({ length: 40 }, (_, i) => today - i)
  for (const day of days) {
    expect(isExpired(day, window)).toBe(keepingOf(day * 24 * 3600 * 1000, window) === 'expired')
  }
})
