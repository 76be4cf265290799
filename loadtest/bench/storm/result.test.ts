import { expect, it } from 'vitest'
import { stormResult } from './result.ts'

it('counts who was fresh within each second, of all rounds', () => {
  const { freshWithin } = stormResult(2, [
    [1_000, 1_001],
    [2_500, 4_999],
  ])
  expect(freshWithin).toEqual([0.25, 0.5, 0.75, 0.75, 1])
})

it.each([
  [5_000, true],
  [5_001, false],
])('holds if the very last of all rounds was fresh after %d ms: %s', (lastMs, reached) => {
  expect(
    stormResult(2, [
      [1, 2],
      [3, lastMs],
      [5, 6],
    ]),
  ).toMatchObject({ lastMs, reached, lastsMs: [2, lastMs, 6] })
})
