import { describe, expect, it } from 'vitest'
import { backoffMs } from './backoff.ts'
import { createRandom } from './random.ts'

const random = createRandom(1)

describe('the wait before the next try', () => {
  it.each([
    { failures: 1, least: 500 },
    { failures: 2, least: 1_000 },
    { failures: 3, least: 2_000 },
    { failures: 50, least: 5_000 },
  ])('after $failures failures is $least ms or half as much more', ({ failures, least }) => {
    const wait = backoffMs(failures, 0, random)
    expect(wait).toBeGreaterThanOrEqual(least)
    expect(wait).toBeLessThanOrEqual(least * 1.5)
  })

  it('is never shorter than was asked for', () => {
    expect(backoffMs(1, 8_000, random)).toBeGreaterThanOrEqual(8_000)
  })

  it('is not the same for all', () => {
    expect(backoffMs(1, 0, random)).not.toBe(backoffMs(1, 0, random))
  })
})
