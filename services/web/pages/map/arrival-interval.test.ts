import { expect, it } from 'vitest'
import { arrived, noArrivals } from './arrival-interval.ts'

const after = (...times: number[]) => times.reduce(arrived, noArrivals).intervalMs

it('learns how often this phone reports', () => {
  expect(after(0, 5_000, 10_000, 15_000, 20_000, 25_000)).toBeCloseTo(5_000, -3)
})

it.each([
  ['an outage', 300_000],
  ['a burst after a reconnect', 10_050],
])('learns nothing from %s', (_case, at) => {
  expect(after(0, 5_000, 10_000, at)).toBe(after(0, 5_000, 10_000))
})
