import { expect, it } from 'vitest'
import { aFixOf, NOW } from '../standing/a-rider.ts'
import { joinedTracks, TRACK_MS } from './track-of.ts'

const ages = (track: ReturnType<typeof joinedTracks>) => track.map(({ recordedAt }) => NOW - recordedAt)

it('has each fix once, in order, however it was told of', () => {
  const stored = [aFixOf(3_000), aFixOf(2_000)]
  const heard = [aFixOf(1_000), aFixOf(2_000)]
  expect(ages(joinedTracks(stored, heard))).toEqual([3_000, 2_000, 1_000])
  expect(ages(joinedTracks(heard, stored))).toEqual([3_000, 2_000, 1_000])
})

it('forgets what is longer ago than a track goes back', () => {
  expect(ages(joinedTracks([aFixOf(TRACK_MS + 1), aFixOf(TRACK_MS)], [aFixOf(0)]))).toEqual([TRACK_MS, 0])
})
