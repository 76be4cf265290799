import { describe, expect, it } from 'vitest'
import { createRandom, type Random } from './random.ts'

const draws = (random: Random, count = 5) => Array.from({ length: count }, () => random.next())
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length

describe('a seeded source of chance', () => {
  it('draws the same for the same seed, and other things for another', () => {
    expect(draws(createRandom(7))).toEqual(draws(createRandom(7)))
    expect(draws(createRandom(7))).not.toEqual(draws(createRandom(8)))
  })

  it('forks into sources that do not depend on what else was drawn', () => {
    const random = createRandom(7)
    const before = draws(random.fork('gps'))
    random.next()
    expect(draws(random.fork('gps'))).toEqual(before)
    expect(draws(random.fork('orders'))).not.toEqual(before)
  })

  it('is spread evenly from 0 to below 1', () => {
    const values = draws(createRandom(1), 20_000)
    expect(Math.min(...values)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...values)).toBeLessThan(1)
    for (let tenth = 0; tenth < 10; tenth++) {
      const share = values.filter((value) => Math.floor(value * 10) === tenth).length / values.length
      expect(share).toBeCloseTo(0.1, 1.7)
    }
  })

  it('is normal with mean 0 and deviation 1, where asked to be', () => {
    const random = createRandom(1)
    const values = Array.from({ length: 20_000 }, () => random.gaussian())
    expect(mean(values)).toBeCloseTo(0, 1)
    expect(mean(values.map((value) => value * value))).toBeCloseTo(1, 1)
  })

  it('has nothing to pick from nothing', () => {
    expect(() => createRandom(1).pick([])).toThrow(RangeError)
  })
})
