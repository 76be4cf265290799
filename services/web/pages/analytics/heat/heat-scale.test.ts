import fc from 'fast-check'
import { expect, it } from 'vitest'
import { heatBreaks, heatColours, riderMinutes } from './heat-scale.ts'

it('breaks are round numbers, with about as many cells between any two', () => {
  expect(heatBreaks([1, 2, 3, 4, 9, 11, 18, 22, 48, 300])).toEqual([3, 10, 20, 50])
})

it.each([
  ['nothing', []],
  ['nobody', [0, 0]],
  ['one cell', [7]],
  ['cells that are all the same', [10, 10, 10]],
])('%s needs no breaks', (_what, values) => {
  expect(heatBreaks(values)).toEqual([])
})

it('breaks rise, and are fewer than colours, whatever the values', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1e6, noNaN: true })), (values) => {
      const breaks = heatBreaks(values)
      expect(breaks.length).toBeLessThan(heatColours.light.length)
      for (const [i, value] of breaks.entries()) expect(value).toBeGreaterThan(breaks[i - 1] ?? 0)
    }),
  )
})

it('a rider who stands is as much there as one who moves', () => {
  expect(riderMinutes({ movingMs: 60_000, stoppedMs: 30_000 })).toBe(1.5)
})
