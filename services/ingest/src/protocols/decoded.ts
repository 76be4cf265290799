import type { Location, UnusableCode } from '@doorstep/contracts'

/** What one request of a phone app says: its locations in our units and in its order, and why the rest is none. */
export interface Decoded {
  readonly locations: readonly Location[]
  readonly unusable: readonly UnusableCode[]
}

/** Understood, and nothing in it for us. */
export const nothing: Decoded = { locations: [], unusable: [] }

export const unreadable: Decoded = { locations: [], unusable: ['UNREADABLE'] }

export function decodedFrom(points: readonly (Location | UnusableCode)[]): Decoded {
  return {
    locations: points.filter((point) => typeof point !== 'string'),
    unusable: points.filter((point) => typeof point === 'string'),
  }
}
