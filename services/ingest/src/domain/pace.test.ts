import { expect, it } from 'vitest'
import { afterRequest } from './pace.ts'

const NOW = 1_700_000_000_000

/** How many of the requests at these moments are let through. */
function admitted(moments: readonly number[]): number {
  let wholeAgainAt: number | undefined
  let count = 0
  for (const moment of moments) {
    const next = afterRequest(wholeAgainAt, moment)
    if (next === undefined) continue
    wholeAgainAt = next
    count += 1
  }
  return count
}

const many = (count: number, intervalMs: number) =>
  Array.from({ length: count }, (_, i) => NOW + i * intervalMs)

it('lets 50 requests through at once, and not one more', () => {
  expect(admitted(many(50, 0))).toBe(50)
  expect(admitted(many(60, 0))).toBe(50)
})

it('lets 20 requests a second through for ever', () => {
  expect(admitted(many(2_000, 50))).toBe(2_000)
})

it('lets 20 a second through of a rider who sends 40', () => {
  const seconds = 100
  expect(admitted(many(40 * seconds, 25))).toBeLessThanOrEqual(20 * seconds + 50)
  expect(admitted(many(40 * seconds, 25))).toBeGreaterThanOrEqual(20 * seconds)
})

it('gives one more request 50 ms after a refusal', () => {
  expect(admitted([...many(60, 0), NOW + 49])).toBe(50)
  expect(admitted([...many(60, 0), NOW + 50])).toBe(51)
})
