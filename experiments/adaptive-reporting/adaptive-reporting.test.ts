import { describe, expect, it } from 'vitest'
import { compare, equalInterval } from './comparison.ts'
import { busy } from './waits.ts'

describe('adaptive reporting, on four busy shifts of which a quarter of the way is looked at', () => {
  const { adaptive, eachSecond, saved } = compare({
    shifts: 4,
    seed: 'adaptive-reporting/test',
    waits: busy,
    watchedShare: 0.25,
  })

  it('saves at least half the pings of the fixed interval that is as wrong on the map', () => {
    expect(saved).toBeGreaterThanOrEqual(0.5)
  })

  it('shows the dot hardly further from the truth than a fix each second does', () => {
    expect(adaptive.meanM).toBeLessThan(eachSecond.meanM + 1)
    expect(adaptive.p95M).toBeLessThan(eachSecond.p95M + 2)
  })

  it('shows the first dot after a pickup as soon', () => {
    expect(adaptive.blankMs).toBeLessThanOrEqual(eachSecond.blankMs)
  })
})

describe('the fixed interval with an equal error', () => {
  const errors = [
    { seconds: 1, errorM: 7 },
    { seconds: 2, errorM: 11 },
    { seconds: 3, errorM: 15 },
  ]
  it.each([
    [6, 1],
    [7, 1],
    [8, 1.25],
    [13, 2.5],
    [16, Number.POSITIVE_INFINITY],
  ])('of %d m is %d s', (errorM, seconds) => {
    expect(equalInterval(errors, errorM)).toBe(seconds)
  })
})
