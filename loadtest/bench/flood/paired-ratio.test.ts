import { expect, it } from 'vitest'
import { type Pair, ratioOfP99 } from './paired-ratio.ts'

/** The same numbers each time (Park and Miller 1988). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

/** Windows of a server whose latencies have a long tail; `into` so much slower. */
function pairs(count: number, slower: number, random: () => number): Pair[] {
  const window = (factor: number) =>
    Array.from({ length: 300 }, () => factor * (2 - 3 * Math.log(random() + 1e-9)))
  return Array.from({ length: count }, () => ({ past: window(1), into: window(slower) }))
}

it('is the p99 of all windows of one side over that of the other', () => {
  const upTo = (count: number, ms: number) => Array.from({ length: count }, (_, n) => (n + 1) * ms)
  const halves = (all: readonly number[]) => [all.slice(0, 50), all.slice(50)] as const
  const [past, into] = [halves(upTo(100, 1)), halves(upTo(100, 3))]
  const { ratio } = ratioOfP99([0, 1].map((n) => ({ past: past[n] ?? [], into: into[n] ?? [] })))
  expect(ratio).toBe((99 * 3) / 99)
})

it.each([1, 1.05, 1.3])('has the true ratio of %d within its interval', (slower) => {
  const random = numbers(7)
  const { ratio, interval } = ratioOfP99(pairs(60, slower, random), random)
  expect(interval[0]).toBeLessThan(slower)
  expect(interval[1]).toBeGreaterThan(slower)
  expect(ratio).toBeGreaterThan(interval[0])
  expect(ratio).toBeLessThan(interval[1])
})

it('tells a cost of 10 % from none by sixty pairs of windows, not by five', () => {
  const width = (count: number) => {
    const random = numbers(7)
    const [low, high] = ratioOfP99(pairs(count, 1, random), random).interval
    return high - low
  }
  expect(width(60)).toBeLessThan(0.1)
  expect(width(5)).toBeGreaterThan(0.1)
})
