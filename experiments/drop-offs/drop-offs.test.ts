import { describe, expect, it } from 'vitest'
import { medianDelayMs, verdictOn } from './verdict.ts'

describe('of 1,500 noisy drop-offs with a fix each second', () => {
  const verdict = verdictOn(1_500, 1_000, 'drop-offs/test')

  it('fewer than 1 in 1,000 arrivals are told while the rider is elsewhere, or not at all', () => {
    expect(verdict.arrivedFlaps).toBeLessThan(1.5)
    expect(verdict.arrivedMissed).toBeLessThan(1.5)
  })

  it('the same holds of approaches, though one fix in some rides claims what is not so', () => {
    expect(verdict.approachingFlaps).toBeLessThan(1.5)
    expect(verdict.approachingMissed).toBeLessThan(1.5)
    expect(verdict.misled / verdict.dropOffs).toBeGreaterThan(0.02)
  })

  it('the middle one is told within 5 s of the rider standing at the door', () => {
    expect(medianDelayMs(verdict)).toBeLessThan(5_000)
  })
})
