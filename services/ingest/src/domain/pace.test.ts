import { describe, expect, it } from 'vitest'
import { afterUse, isCovered, type Rate } from './pace.ts'

const NOW = 1_700_000_000_000
const rate: Rate = { perS: 20, burst: 50 }

/** How many of the requests at these moments are let through: those that are not cost nothing. */
function admitted(moments: readonly number[]): number {
  let wholeAgainAt = 0
  let count = 0
  for (const moment of moments) {
    const next = afterUse(wholeAgainAt, 1, rate, moment)
    if (!isCovered(next, rate, moment)) continue
    wholeAgainAt = next
    count += 1
  }
  return count
}

const many = (count: number, intervalMs: number) =>
  Array.from({ length: count }, (_, i) => NOW + i * intervalMs)

describe('of what costs one each', () => {
  it('lets a burst through at once, and not one more', () => {
    expect(admitted(many(50, 0))).toBe(50)
    expect(admitted(many(60, 0))).toBe(50)
  })

  it('lets the rate through for ever', () => {
    expect(admitted(many(2_000, 50))).toBe(2_000)
  })

  it('lets the rate through of one who wants twice as much', () => {
    const seconds = 100
    expect(admitted(many(40 * seconds, 25))).toBeLessThanOrEqual(20 * seconds + 50)
    expect(admitted(many(40 * seconds, 25))).toBeGreaterThanOrEqual(20 * seconds)
  })

  it('gives one more 50 ms after a refusal', () => {
    expect(admitted([...many(60, 0), NOW + 49])).toBe(50)
    expect(admitted([...many(60, 0), NOW + 50])).toBe(51)
  })
})

it('what was used beyond the burst is paid back before there is more', () => {
  const wholeAgainAt = afterUse(0, 70, rate, NOW)
  expect(isCovered(wholeAgainAt, rate, NOW + 999)).toBe(false)
  expect(isCovered(wholeAgainAt, rate, NOW + 1_000)).toBe(true)
})
