import { expect, it } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const NOW = Date.parse('2026-03-01T12:00:00Z')

it.each([
  ['seconds', '120', 120_000],
  ['a date', 'Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
  ['a date that has passed', 'Sun, 01 Mar 2026 11:00:00 GMT', 0],
  ['nothing', undefined, undefined],
  ['nonsense', 'soon', undefined],
])('reads %s', (_what, header, waitMs) => {
  expect(retryAfterMs(header, NOW)).toBe(waitMs)
})
