import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { barsOf } from './bars.ts'

const distribution = (...counts: [from: number, deliveries: number][]) => ({
  step: 1,
  counts: counts.map(([from, deliveries]) => ({ from, deliveries })),
})

describe('the bars of a distribution', () => {
  it('are its steps, while those are few, with what is empty between them', () => {
    expect(barsOf(distribution([3, 1], [5, 2]), 10)).toEqual([
      { from: 3, to: 4, count: 1 },
      { from: 4, to: 5, count: 0 },
      { from: 5, to: 6, count: 2 },
    ])
  })

  it('begin and end at round numbers, when steps are put together', () => {
    expect(barsOf(distribution([3, 1], [4, 1], [7, 1], [26, 2]), 6)).toEqual([
      { from: 0, to: 5, count: 2 },
      { from: 5, to: 10, count: 1 },
      { from: 10, to: 15, count: 0 },
      { from: 15, to: 20, count: 0 },
      { from: 20, to: 25, count: 0 },
      { from: 25, to: 30, count: 2 },
    ])
  })

  it('put the one in a hundred who is far out into the last one, which then has no end', () => {
    const bars = barsOf(distribution([10, 100], [11, 99], [240, 1]), 10)
    expect(bars).toEqual([
      { from: 10, to: 11, count: 100 },
      { from: 11, count: 100 },
    ])
  })

  it('part at zero', () => {
    const bars = barsOf(distribution([-7, 1], [-1, 1], [0, 1], [9, 1]), 4)
    expect(bars.map(({ from }) => from)).toEqual([-10, -5, 0, 5])
  })

  it('of nothing are none', () => {
    expect(barsOf(distribution(), 10)).toEqual([])
  })

  it('have every delivery once, whatever it is, side by side, and are never too many', () => {
    const steps = fc.uniqueArray(fc.integer({ min: -120, max: 240 }), { minLength: 1 })
    fc.assert(
      fc.property(
        steps,
        fc.integer({ min: 4, max: 30 }),
        fc.infiniteStream(fc.nat(200)),
        (from, most, count) => {
          const sorted = from.toSorted((a, b) => a - b)
          const counts = sorted.map((from) => ({ from, deliveries: 1 + (count.next().value ?? 0) }))
          const bars = barsOf({ step: 1, counts }, most)
          expect(bars.length).toBeLessThanOrEqual(most)
          expect(bars.reduce((sum, bar) => sum + bar.count, 0)).toBe(
            counts.reduce((sum, { deliveries }) => sum + deliveries, 0),
          )
          for (const [i, bar] of bars.entries()) {
            if (i < bars.length - 1) expect(bar.to).toBe(bars[i + 1]?.from)
          }
        },
      ),
    )
  })
})
