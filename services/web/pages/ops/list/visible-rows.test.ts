import { expect, it } from 'vitest'
import { visibleRows } from './visible-rows.ts'

it.each([
  ['the first, and a few more', { top: 0, height: 100 }, 1_000, { from: 0, to: 14 }],
  ['those in the middle, with some at each side', { top: 500, height: 100 }, 1_000, { from: 46, to: 64 }],
  ['the last, and none after', { top: 9_900, height: 100 }, 1_000, { from: 986, to: 1_000 }],
  ['none of none', { top: 0, height: 100 }, 0, { from: 0, to: 0 }],
  [
    'all of a list that became short while it was scrolled far',
    { top: 9_900, height: 100 },
    3,
    { from: 3, to: 3 },
  ],
])('makes %s', (_which, scrolled, rows, expected) => {
  expect(visibleRows(scrolled, rows, 10)).toEqual(expected)
})
