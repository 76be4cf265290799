import { expect, it } from 'vitest'
import { latencyResult } from './result.ts'
import type { LatencyRound } from './round.ts'

const round = (p99Ms: number): LatencyRound => ({ rate: 1_000, p50Ms: 1, p99Ms })

it.each([
  { ours: 30, bare: 10, reached: true },
  { ours: 31, bare: 10, reached: false },
  { ours: 49.9, bare: 40, reached: true },
  { ours: 50, bare: 40, reached: false },
])('a p99 of $ours ms beside $bare ms: reached $reached', ({ ours, bare, reached }) => {
  expect(latencyResult([round(ours)], [round(bare)]).reached).toBe(reached)
})

it('compares each round with its neighbour', () => {
  const { p99Times } = latencyResult([round(20), round(200), round(30)], [round(10), round(100), round(10)])
  expect(p99Times).toBe(2)
})
