import { destinationPoint } from '@doorstep/geo'
import { describe, expect, it } from 'vitest'
import { nearnessTo } from './nearness.ts'

const door = { lat: 60.1654, lon: 24.9488 }
const metresAway = (metres: number) => destinationPoint(door, 0, metres)

describe('nearnessTo', () => {
  it.each([
    { metres: 39, accuracyM: 10, nearness: 'inside' },
    { metres: 41, accuracyM: 10, nearness: 'unsure' },
    { metres: 59, accuracyM: 10, nearness: 'unsure' },
    { metres: 61, accuracyM: 10, nearness: 'outside' },
    { metres: 0, accuracyM: 90, nearness: 'unsure' },
    { metres: 29, accuracyM: undefined, nearness: 'inside' },
    { metres: 31, accuracyM: undefined, nearness: 'unsure' },
  ] as const)(
    '$metres m away, accurate to $accuracyM m, within 50 m: $nearness',
    ({ metres, accuracyM, nearness }) => {
      const fix = { ...metresAway(metres), ...(accuracyM !== undefined && { accuracyM }) }
      expect(nearnessTo(door, 50, fix)).toBe(nearness)
    },
  )
})
