import { expect, it } from 'vitest'
import { pauseMs } from './delivery.ts'

it.each([
  ['the first failure, at once', 1, 0, 50],
  ['the third', 3, 0, 200],
  ['the hundredth', 100, 0, 500],
  ['a failure that took some of it', 2, 30, 70],
  ['a send that waited for a new leader for longer', 2, 3_000, 0],
])('waits after %s', (_what, failures, sinceSentMs, waits) => {
  expect(pauseMs(failures, sinceSentMs, 50)).toBe(waits)
})
