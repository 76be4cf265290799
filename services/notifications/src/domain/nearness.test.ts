import { destinationPoint } from '@doorstep/geo'
import { describe, expect, it } from 'vitest'
import { isWithin } from './nearness.ts'

const door = { lat: 60.1654, lon: 24.9488 }
const metresAway = (metres: number) => destinationPoint(door, 0, metres)

describe('isWithin', () => {
  it.each([
    { metres: 39, accuracyM: 10, certainty: 'so' },
    { metres: 41, accuracyM: 10, certainty: 'unsure' },
    { metres: 59, accuracyM: 10, certainty: 'unsure' },
    { metres: 61, accuracyM: 10, certainty: 'not so' },
    { metres: 0, accuracyM: 90, certainty: 'unsure' },
    { metres: 29, accuracyM: undefined, certainty: 'so' },
    { metres: 31, accuracyM: undefined, certainty: 'unsure' },
  ] as const)(
    '$metres m away, accurate to $accuracyM m, within 50 m: $certainty',
    ({ metres, accuracyM, certainty }) => {
      const fix = { ...metresAway(metres), ...(accuracyM !== undefined && { accuracyM }) }
      expect(isWithin(50, door, fix)).toBe(certainty)
    },
  )
})
