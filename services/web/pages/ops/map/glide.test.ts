import { destinationPoint } from '@doorstep/geo'
import { describe, expect, it } from 'vitest'
import { aFixOf } from '../standing/a-rider.ts'
import { type Glide, glideAt, glideTo, isGliding } from './glide.ts'
import { mercator } from './mercator.ts'

const start = { lat: 60.17, lon: 24.94 }
const fixAt = (metres: number, recordedAt: number) => ({
  ...aFixOf(0, { bearingDeg: 90 }),
  ...destinationPoint(start, 90, metres),
  recordedAt,
})

/** Told of a fix each second, so many metres apart. */
function ride(fixes: number, metres: number, glides = true): Glide {
  let glide: Glide | undefined
  for (let i = 0; i < fixes; i++) glide = glideTo(glide, fixAt(i * metres, i * 1_000), i * 1_000, glides)
  if (glide === undefined) throw new Error('no fix')
  return glide
}

const apart = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y)

describe('a dot', () => {
  it('is at the first fix at once', () => {
    const glide = glideTo(undefined, fixAt(0, 0), 5_000, true)
    expect(glideAt(glide, 5_000)).toMatchObject(mercator(fixAt(0, 0)))
    expect(isGliding(glide, 5_000)).toBe(false)
  })

  it('is half way after half the time, at the end at the end, and never beyond', () => {
    const glide = ride(10, 5)
    const { from, to, startsAt, durationMs } = glide
    const half = glideAt(glide, startsAt + durationMs / 2)
    expect(apart(half, from)).toBeCloseTo(apart(half, to), 12)
    expect(glideAt(glide, startsAt + durationMs)).toMatchObject(to)
    expect(glideAt(glide, startsAt + 10 * durationMs)).toMatchObject(to)
  })

  it('still moves when the next fix comes, and is at most 1.2 intervals behind', () => {
    const glide = ride(10, 5)
    expect(isGliding(glide, glide.startsAt + 1_000)).toBe(true)
    expect(isGliding(glide, glide.startsAt + 1_200)).toBe(false)
  })

  it('goes on from where it is drawn, without a jump', () => {
    const glide = ride(10, 5)
    const now = glide.startsAt + 700
    const next = glideTo(glide, fixAt(60, 20_000), now, true)
    expect(apart(glideAt(next, now), glideAt(glide, now))).toBe(0)
  })

  it.each([
    ['when it is not live, or no movement is wanted', 5, false],
    ['over more than a rider rides between two fixes', 600, true],
  ])('steps %s', (_when, metres, glides) => {
    expect(ride(2, metres, glides).durationMs).toBe(0)
  })

  it('keeps pointing where it pointed when a phone does not say', () => {
    const { bearingDeg: _none, ...silent } = fixAt(10, 2_000)
    expect(glideTo(ride(2, 5), silent, 2_000, true).toDeg).toBe(90)
  })
})

it('the plane is MapLibre’s: the world is 1 wide, north is up', () => {
  expect(mercator({ lat: 0, lon: 0 })).toEqual({ x: 0.5, y: 0.5 })
  expect(mercator({ lat: 85.051129, lon: -180 }).x).toBe(0)
  expect(mercator({ lat: 85.051129, lon: 180 }).y).toBeCloseTo(0, 6)
})
