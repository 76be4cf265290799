import type { Location, Position } from '@doorstep/contracts'
import { destinationPoint, distanceInMetres, pointAlong } from '@doorstep/geo'
import { describe, expect, it } from 'vitest'
import { hasArrived, type Leg, legTo, shownAt, turned } from './motion.ts'

const start = { lat: 60.17, lon: 24.94 }
const corner = destinationPoint(start, 90, 300)
const end = destinationPoint(corner, 0, 300)
const route = [start, corner, end]

const fixAt = (position: Position, fields: Partial<Location> = {}): Location => ({
  ...position,
  recordedAt: 0,
  ...fields,
})
const onRoute = (alongM: number, off = 0) => fixAt(destinationPoint(pointAlong(route, alongM), 45, off))

/** Rides along: a fix a second, `metres` apart, from `alongM` on. */
function ride(fixes: number, metres: number, alongM = 0): Leg {
  let leg: Leg | undefined
  for (let i = 0; i < fixes; i++) {
    leg = legTo(leg, { fix: onRoute(alongM + i * metres), route, now: i * 1_000, intervalMs: 1_000 })
  }
  if (leg === undefined) throw new Error('no fix')
  return leg
}

describe('the dot', () => {
  it('is at the first fix at once', () => {
    const shown = shownAt(legTo(undefined, { fix: onRoute(100), route, now: 0, intervalMs: 1_000 }), route, 0)
    expect(distanceInMetres(shown.position, pointAlong(route, 100))).toBeLessThan(0.1)
  })

  it('goes round the corner, not across', () => {
    const first = legTo(undefined, { fix: onRoute(280), route, now: 0, intervalMs: 1_000 })
    const leg = legTo(first, { fix: onRoute(320), route, now: 1_000, intervalMs: 1_000 })
    const half = shownAt(leg, route, 1_000 + leg.durationMs / 2)
    expect(distanceInMetres(half.position, corner)).toBeLessThan(0.1)
  })

  it('moves on evenly from fix to fix, without a stop', () => {
    const leg = ride(20, 6)
    const alongs = Array.from(
      { length: 11 },
      (_, tenth) => shownAt(leg, route, 19_000 + tenth * 100).alongM ?? 0,
    )
    for (let i = 1; i < alongs.length; i++) {
      expect((alongs[i] ?? 0) - (alongs[i - 1] ?? 0)).toBeCloseTo(0.6, 1)
    }
  })

  it('is at most 1.2 intervals behind the newest fix, and never ahead of it', () => {
    const leg = ride(20, 6)
    const behindM = 19 * 6 - (shownAt(leg, route, 19_000).alongM ?? 0)
    expect(behindM).toBeGreaterThan(0)
    expect(behindM).toBeLessThanOrEqual(6 * 1.2 + 0.01)
    expect(shownAt(leg, route, 60_000).alongM).toBeCloseTo(19 * 6, 1)
  })

  it('stands when no more fixes come', () => {
    const leg = ride(5, 6)
    expect(hasArrived(leg, 5_199)).toBe(false)
    expect(hasArrived(leg, 5_200)).toBe(true)
    expect(shownAt(leg, route, 5_200)).toEqual(shownAt(leg, route, 3_600_000))
  })

  it('steps when movement is not wanted', () => {
    const first = legTo(undefined, { fix: onRoute(0), route, now: 0, intervalMs: 0 })
    const leg = legTo(first, { fix: onRoute(50), route, now: 1_000, intervalMs: 0 })
    expect(shownAt(leg, route, 1_000).alongM).toBeCloseTo(50, 1)
  })

  it('jumps rather than glide over what was missed', () => {
    const first = legTo(undefined, { fix: onRoute(0), route, now: 0, intervalMs: 1_000 })
    const far = destinationPoint(start, 270, 600)
    expect(
      shownAt(legTo(first, { fix: fixAt(far), route, now: 1_000, intervalMs: 1_000 }), route, 1_000).position,
    ).toEqual(fixAt(far))
  })

  it('is drawn on the street when the fix is beside it, where it was measured when off the route', () => {
    const beside = legTo(undefined, { fix: onRoute(100, 12), route, now: 0, intervalMs: 1_000 }).to
    expect(distanceInMetres(beside.position, pointAlong(route, beside.alongM ?? 0))).toBeLessThan(0.01)

    const away = destinationPoint(pointAlong(route, 100), 0, 60)
    expect(
      legTo(undefined, { fix: fixAt(away), route, now: 0, intervalMs: 1_000 }).to.position,
    ).toMatchObject(away)
  })

  it('takes the passage that comes next on a route that comes by twice', () => {
    const thereAndBack = [start, corner, start]
    const back = fixAt(pointAlong(thereAndBack, 450))
    const before: Leg = legTo(undefined, {
      fix: fixAt(corner),
      route: thereAndBack,
      now: 0,
      intervalMs: 1_000,
    })
    expect(
      legTo(before, { fix: back, route: thereAndBack, now: 1_000, intervalMs: 1_000 }).to.alongM,
    ).toBeCloseTo(450, 0)
  })

  it('goes straight without a route', () => {
    const first = legTo(undefined, { fix: fixAt(start), route: undefined, now: 0, intervalMs: 1_000 })
    const leg = legTo(first, { fix: fixAt(corner), route: undefined, now: 1_000, intervalMs: 1_000 })
    const half = shownAt(leg, undefined, 1_600)
    expect(distanceInMetres(half.position, pointAlong(route, 150))).toBeLessThan(0.1)
  })
})

describe('the wedge', () => {
  it('points along the street', () => {
    expect(ride(10, 6).to.bearingDeg).toBeCloseTo(90, 0)
    expect(ride(10, 6, 400).to.bearingDeg).toBeCloseTo(0, 0)
  })

  it('points as the phone says off the route, as the dot moved when it says nothing', () => {
    const there = fixAt(corner, { bearingDeg: 200 })
    expect(legTo(undefined, { fix: there, route: undefined, now: 0, intervalMs: 0 }).to.bearingDeg).toBe(200)

    const first = legTo(undefined, { fix: fixAt(start), route: undefined, now: 0, intervalMs: 0 })
    expect(first.to.bearingDeg).toBeUndefined()
    const second = legTo(first, { fix: fixAt(corner), route: undefined, now: 1, intervalMs: 0 })
    expect(second.to.bearingDeg).toBeCloseTo(90, 0)
  })

  it.each([
    [350, 10, 0.5, 0],
    [10, 350, 0.5, 0],
    [0, 90, 0.5, 45],
    [90, 0, 0.25, 67.5],
    [undefined, 80, 0.1, 80],
    [80, undefined, 0.9, 80],
  ])('turns the shorter way: from %s to %s, at %d: %d', (from, to, share, expected) => {
    expect(turned(from, to, share)).toBeCloseTo(expected)
  })
})
