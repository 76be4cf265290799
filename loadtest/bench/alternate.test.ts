import { expect, it } from 'vitest'
import { alternate, median, quantile, ratioOf } from './alternate.ts'

it('measures in turn, the limit first, and does not count the first round', async () => {
  const measured: string[] = []
  const side = (name: string) => async () => ({ rate: measured.push(name) })
  const sides = await alternate(1, side('candidate'), side('limit'))
  expect(measured).toEqual(['limit', 'candidate', 'limit', 'candidate'])
  expect(sides).toEqual({ limit: [{ rate: 3 }], candidate: [{ rate: 4 }] })
})

it('compares each round with its neighbour, not one median with another', () => {
  const rates = (...values: number[]) => values.map((rate) => ({ rate }))
  expect(ratioOf({ candidate: rates(50, 5, 40), limit: rates(100, 10, 100) })).toBe(0.5)
})

it.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, expected) => expect(median(values)).toBe(expected))

it.each([
  [0.5, 50],
  [0.99, 99],
  [1, 100],
])('a share of %d of 1 to 100 does not exceed %d', (share, expected) => {
  expect(
    quantile(
      Array.from({ length: 100 }, (_, n) => n + 1),
      share,
    ),
  ).toBe(expected)
})
