import { describe, expect, it } from 'vitest'
import { age, clock, dayAndClock, distance, duration, minutesUntil, seconds } from './format.ts'

const minutes = (n: number) => n * 60_000
const band = (earliest: number, latest: number) => ({
  earliestMs: minutes(earliest),
  latestMs: minutes(latest),
})

describe('minutesUntil', () => {
  it.each([
    ['a range, rounded outwards', band(4.2, 5.1), 0, '4–6 min'],
    ['both ends move as time goes by', band(4, 6), minutes(2), '2–4 min'],
    ['never from nothing', band(0, 3), 0, '1–3 min'],
    ['one number when both ends are the same', band(5, 5), 0, '5 min'],
    ['one minute at least', band(0.2, 1.5), 0, '1–2 min'],
    ['under a minute is not told in minutes', band(0, 1), 0, undefined],
    ['nor is what should have happened', band(1, 2), minutes(5), undefined],
  ])('%s', (_rule, band, elapsedMs, expected) => {
    expect(minutesUntil('en-US', band, elapsedMs)).toBe(expected)
  })
})

describe('distance', () => {
  it.each([
    [3, '10 m'],
    [604, '600 m'],
    [994, '990 m'],
    [996, '1 km'],
    [1_234, '1.2 km'],
  ])('%d m is %s', (metres, expected) => {
    expect(distance('en', metres)).toBe(expected)
  })
})

it('speaks Finnish the Finnish way', () => {
  const at = new Date(2026, 10, 21, 14, 32).getTime()
  expect(distance('fi', 1_234)).toBe('1,2 km')
  expect(clock('fi', at)).toBe('14.32')
  expect(clock('en-GB', at)).toBe('14:32')
  expect(dayAndClock('fi', at)).toBe('21.11.2026 klo 14.32')
})

it('tells seconds and minutes whole', () => {
  expect(seconds('en', 12_900)).toBe('12')
  expect(duration('en-US', 10_000)).toBe('1 min')
  expect(duration('en-US', minutes(17.4))).toBe('17 min')
})

it('tells an age in seconds up to a minute', () => {
  expect([59_999, 60_000, -5].map((ms) => age('en', ms))).toEqual(['59 s', '1 min', '0 s'])
})
