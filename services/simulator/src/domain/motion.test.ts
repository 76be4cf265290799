import { destinationPoint } from '@doorstep/geo'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  advanced,
  atTheStart,
  bearingOn,
  isThere,
  planRide,
  positionOn,
  type Ride,
  type RidePlan,
} from './motion.ts'
import { createRandom } from './random.ts'

const CRUISE_MPS = 5
const start = { lat: 60.17, lon: 24.94 }
const east = (metres: number) => destinationPoint(start, 90, metres)

/** Neither corners nor lights, unless they are given. */
function aPlan(slowdowns: RidePlan['slowdowns'] = []): RidePlan {
  const end = { alongM: 100, speedMps: 0, waitMs: 0 }
  return { line: [start, east(100)], lengthM: 100, cruiseMps: CRUISE_MPS, slowdowns: [...slowdowns, end] }
}

/** The ride second by second, until it is there. */
function seconds(plan: RidePlan, atMost = 3_600): Ride[] {
  const rides = [atTheStart]
  let ride: Ride = atTheStart
  for (let i = 0; i < atMost && !isThere(plan, ride); i++) {
    ride = advanced(plan, ride, 1_000)
    rides.push(ride)
  }
  return rides
}

describe('a ride', () => {
  it('gathers speed, cruises and stops exactly at the end', () => {
    const rides = seconds(aPlan())
    expect(rides[2]?.speedMps).toBeCloseTo(1.6, 5)
    expect(Math.max(...rides.map((ride) => ride.speedMps))).toBe(CRUISE_MPS)
    expect(rides.at(-1)).toMatchObject({ alongM: 100, speedMps: 0 })
    expect(rides.length).toBeGreaterThan(20)
    expect(rides.length).toBeLessThan(40)
  })

  it('is slow in a corner, and fast again after it', () => {
    const plan = aPlan([{ alongM: 50, speedMps: 2, waitMs: 0 }])
    let ride: Ride = atTheStart
    while (ride.passed === 0) ride = advanced(plan, ride, 100)
    expect(ride.speedMps).toBeLessThan(2.3)
    expect(advanced(plan, ride, 3_000).speedMps).toBeGreaterThan(3.5)
  })

  it('stands at a red light for as long as it is red', () => {
    const waitMs = 7_000
    const plan = aPlan([{ alongM: 50, speedMps: 0, waitMs }])
    const standing = seconds(plan).filter((ride) => ride.alongM === 50)
    expect(standing.every((ride) => ride.speedMps === 0)).toBe(true)
    expect(Math.abs(standing.length * 1_000 - waitMs)).toBeLessThanOrEqual(1_000)
  })

  it('does not depend on how often one looks', () => {
    const plan = aPlan([{ alongM: 50, speedMps: 0, waitMs: 3_000 }])
    const gaps = fc.array(fc.integer({ min: 1, max: 3_000 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(gaps, (elapsed) => {
        const often = elapsed.reduce<Ride>((ride, ms) => advanced(plan, ride, ms), atTheStart)
        const total = elapsed.reduce((sum, ms) => sum + ms, 0)
        expect(often).toEqual(advanced(plan, atTheStart, total))
      }),
    )
  })

  it('never goes back, never speeds, never jumps, and arrives', () => {
    const offset = fc.double({ min: -300, max: 300, noNaN: true })
    const corners = fc.array(fc.tuple(offset, offset), { minLength: 2, maxLength: 8 })
    fc.assert(
      fc.property(corners, fc.integer(), (points, seed) => {
        const line = points.map(([x, y]) => destinationPoint(destinationPoint(start, 90, x), 0, y))
        const plan = planRide(line, CRUISE_MPS, createRandom(seed))
        const rides = seconds(plan)
        for (const [i, ride] of rides.entries()) {
          const before = rides[i - 1] ?? ride
          expect(ride.alongM).toBeGreaterThanOrEqual(before.alongM)
          expect(ride.alongM - before.alongM).toBeLessThanOrEqual(CRUISE_MPS + 0.1)
          expect(ride.speedMps).toBeLessThanOrEqual(CRUISE_MPS)
        }
        expect(rides.at(-1)?.alongM).toBeCloseTo(plan.lengthM, 6)
      }),
    )
  })

  it('is over at once where there is no way to go', () => {
    const plan = planRide([start], CRUISE_MPS, createRandom(1))
    const ride = advanced(plan, atTheStart, 1_000)
    expect(isThere(plan, ride)).toBe(true)
    expect(positionOn(plan, ride)).toEqual(start)
  })

  it('faces along the line, at its end too', () => {
    const plan = aPlan()
    expect(bearingOn(plan, atTheStart)).toBeCloseTo(90, 1)
    expect(bearingOn(plan, { ...atTheStart, alongM: 100 })).toBeCloseTo(90, 1)
  })
})
