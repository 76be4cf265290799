import { describe, expect, it } from 'vitest'
import { inKilometres, inMinutes, inMinutesLate, longDuration } from './quantities.ts'

const MINUTE_MS = 60_000
const words = { andMore: (from: string) => `${from} and more`, early: 'early', late: 'late' }
const bar = (from: number, to?: number) => ({ from, count: 1, ...(to !== undefined && { to }) })

it.each([
  [59, '59 min'],
  [60, '1 h'],
  [125, '2 h 5 min'],
])('%d minutes are %s', (minutes, told) => {
  expect(longDuration('en', minutes * MINUTE_MS)).toBe(told)
})

describe('a range', () => {
  it('is told in minutes', () => {
    const { range } = inMinutes('en', 'minutes', words)
    expect(range(bar(20 * MINUTE_MS, 25 * MINUTE_MS))).toBe('20–25 min')
    expect(range(bar(60 * MINUTE_MS))).toBe('60 min and more')
  })

  it('is told in kilometres, the way of the reader', () => {
    expect(inKilometres('fi', 'km', words).range(bar(1_000, 1_500))).toBe('1–1,5 km')
  })

  it.each([
    [-10, -5, '5–10 min early'],
    [-5, 0, '0–5 min early'],
    [0, 5, '0–5 min late'],
    [30, undefined, '30 min and more late'],
  ])('from %d to %s minutes after the promise is %s', (from, to, told) => {
    const scale = inMinutesLate('en', 'minutes', words)
    expect(scale.range(bar(from * MINUTE_MS, to === undefined ? undefined : to * MINUTE_MS))).toBe(told)
  })

  it('has early on the left of nothing, late on its right', () => {
    const { tick } = inMinutesLate('en', 'minutes', words)
    expect([-5, 0, 5].map((minutes) => tick(minutes * MINUTE_MS))).toEqual(['−5', '0', '+5'])
  })
})
