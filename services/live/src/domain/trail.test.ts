import { describe, expect, it } from 'vitest'
import { aPosition } from '../../test/positions.ts'
import { extended, merged, TRAIL_LENGTH } from './trail.ts'

const trailOf = (...times: number[]) => times.map((time) => aPosition(time))

describe('extended', () => {
  it('adds what is newer', () => {
    expect(extended(trailOf(1, 2), aPosition(3))).toEqual(trailOf(1, 2, 3))
  })

  it.each([1, 2])('stays the very same for a position of %i when the newest is of 2', (time) => {
    const trail = trailOf(1, 2)
    expect(extended(trail, aPosition(time))).toBe(trail)
  })

  it('forgets the oldest beyond its length', () => {
    const full = Array.from({ length: TRAIL_LENGTH }, (_, time) => aPosition(time))
    const trail = extended(full, aPosition(TRAIL_LENGTH))
    expect(trail).toHaveLength(TRAIL_LENGTH)
    expect(trail[0]).toEqual(aPosition(1))
  })
})

describe('merged', () => {
  it('is every position once, in order of time, however the parts overlap', () => {
    expect(merged(trailOf(1, 2), trailOf(2, 3, 4), trailOf(4, 6))).toEqual(trailOf(1, 2, 3, 4, 6))
  })

  it('is no longer than a trail', () => {
    const long = Array.from({ length: TRAIL_LENGTH }, (_, time) => aPosition(time + 10))
    expect(merged(trailOf(1, 2), long)).toEqual(long)
  })
})
