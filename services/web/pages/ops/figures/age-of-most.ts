import type { ListedRider } from '../list/listing.ts'

/** 99 of 100. */
const MOST = 0.99

/** How old the newest position is, at most, of nearly all riders with something to deliver. */
export function ageOfMost(working: readonly ListedRider[]): number | undefined {
  const ages = working
    .filter(({ standing }) => standing.activity !== 'free')
    .map(({ standing }) => standing.ageMs)
    .filter((ageMs) => ageMs !== undefined)
    .toSorted((a, b) => a - b)
  return ages[Math.ceil(ages.length * MOST) - 1]
}
