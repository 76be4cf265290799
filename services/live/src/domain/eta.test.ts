import { expect, it } from 'vitest'
import { agedBand } from './eta.ts'

it.each([
  ['at once', 0, { earliestMs: 60_000, latestMs: 120_000 }],
  ['half a minute later', 30_000, { earliestMs: 30_000, latestMs: 120_000 }],
  ['long after', 600_000, { earliestMs: 0, latestMs: 120_000 }],
])('a rider not heard of may have ridden on or stood still: %s', (_when, ageMs, band) => {
  expect(agedBand({ earliestMs: 60_000, latestMs: 120_000 }, ageMs)).toEqual(band)
})
