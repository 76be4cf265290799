import { describe, expect, it } from 'vitest'
import { type Answer, fateAfter, standardSchedule } from './dispatch-fate.ts'

const HOUR_MS = 3_600_000

function fate(answer: Answer, { made = 1, random = 0 } = {}) {
  return fateAfter(answer, { made, schedule: standardSchedule, random })
}

describe('fateAfter', () => {
  it.each([
    [199, 'pending'],
    [200, 'delivered'],
    [204, 'delivered'],
    [299, 'delivered'],
    [300, 'pending'],
    [302, 'pending'],
    [400, 'pending'],
    [409, 'pending'],
    [410, 'disabled'],
    [411, 'pending'],
    [500, 'pending'],
  ] as const)('after a %d it is %s', (status, state) => {
    expect(fate({ status }).state).toBe(state)
  })

  it('an address none may send to is not tried again', () => {
    expect(fate({ refusal: 'NOT_PUBLIC' })).toEqual({ state: 'failed' })
  })

  it('a receiver that wants no more gets no more', () => {
    expect(fate({ gone: 'DISABLED' })).toEqual({ state: 'disabled' })
  })

  it('tries ten times within 75 h 35 min 5 s, then keeps it as failed', () => {
    const waits: number[] = []
    for (let made = 1; made < 10; made++) {
      const after = fate({ failure: 'TIMEOUT' }, { made })
      if (after.state === 'pending') waits.push(after.delayMs)
    }
    expect(waits).toHaveLength(9)
    expect(waits.reduce((sum, wait) => sum + wait)).toBe(75 * HOUR_MS + 35 * 60_000 + 5_000)
    expect(fate({ failure: 'TIMEOUT' }, { made: 10 })).toEqual({ state: 'failed' })
  })

  it('waits up to a tenth longer than scheduled, never shorter', () => {
    expect(fate({ status: 500 }, { made: 2, random: 0 })).toEqual({ state: 'pending', delayMs: 300_000 })
    expect(fate({ status: 500 }, { made: 2, random: 1 })).toEqual({ state: 'pending', delayMs: 330_000 })
  })

  it.each([
    ['longer than scheduled', 60_000, 60_000],
    ['shorter than scheduled', 1_000, 5_000],
    ['longer than a day', 100 * HOUR_MS, 24 * HOUR_MS],
  ])('honours a Retry-After that is %s', (_how, retryAfterMs, delayMs) => {
    expect(fate({ status: 503, retryAfterMs })).toEqual({ state: 'pending', delayMs })
  })
})
