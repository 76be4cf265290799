import { describe, expect, it } from 'vitest'
import { medianDelayMs, verdictOn } from './verdict.ts'

describe.each([
  { reportEveryMs: 1_000, measuresSpeed: true },
  { reportEveryMs: 5_000, measuresSpeed: true },
  { reportEveryMs: 5_000, measuresSpeed: false },
])(
  'of 1,000 noisy drop-offs with a fix each $reportEveryMs ms, its speed measured: $measuresSpeed',
  (phone) => {
    const verdict = verdictOn(1_000, phone, 'drop-offs/test')

    it('fewer than 1 in 1,000 arrivals are told of riders elsewhere or passing by, or not at all', () => {
      expect(verdict.arrivedFlaps).toBe(0)
      expect(verdict.arrivedMissed).toBe(0)
    })

    it('the same holds of approaches, though one fix in some rides claims what is not so', () => {
      expect(verdict.approachingFlaps).toBe(0)
      expect(verdict.approachingMissed).toBe(0)
      expect(verdict.misled).toBeGreaterThan(10)
    })

    it.runIf(phone.measuresSpeed)(
      'the middle one is told within 5 s of the rider standing at the door',
      () => {
        expect(medianDelayMs(verdict)).toBeLessThan(5_000)
      },
    )
  },
)
