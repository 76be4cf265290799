import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { dayOf, daysBetween, daysFrom, daysUpTo, isDay, spanOf } from './day.ts'

const HOUR_MS = 3_600_000
beforeAll(() => void vi.stubEnv('TZ', 'Europe/Helsinki'))
afterAll(() => void vi.unstubAllEnvs())

it('a day begins at the midnight of the reader', () => {
  expect(dayOf(Date.UTC(2026, 10, 20, 21, 59))).toBe('2026-11-20')
  expect(dayOf(Date.UTC(2026, 10, 20, 22))).toBe('2026-11-21')
  expect(spanOf('2026-11-21').from).toBe(Date.UTC(2026, 10, 20, 22))
})

it.each([
  ['2026-11-21', 24],
  ['2026-03-29', 23],
  ['2026-10-25', 25],
])('%s has %d hours', (day, hours) => {
  const { from, to } = spanOf(day)
  expect(to - from).toBe(hours * HOUR_MS)
  expect(dayOf(to)).toBe(daysFrom(day, 1))
})

it('days in a row are days in a row, over the ends of months and changes of clocks', () => {
  expect(daysUpTo('2026-03-02', 3)).toEqual(['2026-02-28', '2026-03-01', '2026-03-02'])
  expect(daysUpTo('2026-03-30', 2)).toEqual(['2026-03-29', '2026-03-30'])
  expect(daysBetween('2026-03-01', '2026-11-21')).toBe(265)
})

describe('a day', () => {
  it.each(['2026-11-21', '2024-02-29'])('can be %s', (text) => expect(isDay(text)).toBe(true))
  it.each(['', 'today', '2026-02-30', '2026-13-01', '2026-1-1'])('cannot be "%s"', (text) =>
    expect(isDay(text)).toBe(false),
  )
})
