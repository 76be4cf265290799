import { expect, it } from 'vitest'
import { isDue } from './pace.ts'

it.each([
  ['the first of all', 0, undefined, 1_000, true],
  ['one on time', 1_000, 0, 1_000, true],
  ['one a little early', 850, 0, 1_000, true],
  ['one much too early', 700, 0, 1_000, false],
  ['one too early for a server that wants few', 9_000, 0, 10_000, false],
  ['one in time for a server that wants few', 10_000, 0, 10_000, true],
  ['the same again, even for a server that wants all', 0, 0, 0, false],
  ['one of a clock that was set back', 0, 60_000, 1_000, true],
])('%s', (_what, recordedAt, lastAt, everyMs, due) => {
  expect(isDue(recordedAt, lastAt, everyMs)).toBe(due)
})
