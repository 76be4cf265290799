import { describe, expect, it } from 'vitest'
import { coverageOf } from './coverage.ts'
import { toldOnRides } from './told.ts'

describe('the band of arrival, over 200 rides of the simulator', () => {
  const told = toldOnRides(200, 'eta-band/test')

  it('holds the truth four times in five', () => {
    const { within } = coverageOf(told)
    expect(within).toBeGreaterThan(0.75)
    expect(within).toBeLessThan(0.85)
  })

  it.each([
    ['close by', 0, 300],
    ['on the way', 300, 700],
    ['far away', 700, 3_000],
  ])('neither boasts nor hedges %s', (_where, from, to) => {
    const { within } = coverageOf(told.filter(({ remainingM }) => remainingM >= from && remainingM < to))
    expect(within).toBeGreaterThan(0.7)
    expect(within).toBeLessThan(0.9)
  })

  it('errs to either side', () => {
    const { before, after } = coverageOf(told)
    expect(Math.min(before, after)).toBeGreaterThan(0.05)
  })
})
