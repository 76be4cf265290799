import { expect, it } from 'vitest'
import { replayTrack } from './replay-track.ts'
import { speedPath } from './speed-profile.ts'

const fix = (seconds: number, speedMps: number) => ({
  lat: 60,
  lon: 25,
  recordedAt: seconds * 1_000,
  speedMps,
})

function pathOf(...fixes: ReturnType<typeof fix>[]): string {
  const track = replayTrack(fixes, {})
  return track === undefined ? '' : speedPath(track, 100, 10)
}

it('is as high as the ride was fast, from each fix to the next', () => {
  expect(pathOf(fix(0, 10), fix(10, 5), fix(40, 0))).toBe('M0.0 10V0.0H25.0V5.0H100.0V10Z')
})

it('is not drawn where nothing is known', () => {
  expect(pathOf(fix(0, 10), fix(20, 10), fix(80, 10), fix(100, 10))).toBe(
    'M0.0 10V0.0H20.0V10ZM80.0 10V0.0H100.0V10Z',
  )
})
