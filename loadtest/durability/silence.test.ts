import { expect, it } from 'vitest'
import { longestSilence } from './silence.ts'

const times = [0, 10, 20, 500, 510, 2_000]

it.each([
  ['one that begins before it and ends in it', { from: 100, to: 505 }, 480],
  ['one that began before it and outlasts it, as it was in the end', { from: 600, to: 700 }, 1_490],
  ['no other', { from: 0, to: 20 }, 10],
  ['one that is not over, up to its end', { from: 2_100, to: 3_000 }, 1_000],
])('counts %s', (_case, period, silence) => {
  expect(longestSilence(times, period)).toBe(silence)
})

it('is the whole period where nothing was ever heard', () => {
  expect(longestSilence([], { from: 5, to: 105 })).toBe(100)
})
