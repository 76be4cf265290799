import { destinationPoint, distanceInMetres } from '@doorstep/geo'
import { describe, expect, it } from 'vitest'
import { etaOf, type Progress, progressAt } from './progress.ts'

const pickup = { lat: 60.17, lon: 24.94 }
const corner = destinationPoint(pickup, 90, 600)
const dropoff = destinationPoint(corner, 0, 400)
const route = { points: [pickup, corner, dropoff], distanceM: 1_000, durationMs: 250_000 }
const way = { route, dropoff }
const at = (position: { lat: number; lon: number }, recordedAt = 0) => ({ ...position, recordedAt })

describe('metres left', () => {
  it.each([
    ['at the pickup', pickup, 1_000],
    ['at the corner', corner, 400],
    ['half-way up the second street', destinationPoint(corner, 0, 200), 200],
    ['at the door', dropoff, 0],
    ['beyond the door', destinationPoint(dropoff, 0, 40), 0],
    ['on the other pavement', destinationPoint(destinationPoint(pickup, 90, 300), 180, 20), 700],
  ])('are counted along the route: %s', (_where, position, metres) => {
    expect(progressAt(way, at(position), undefined).remainingM).toBeCloseTo(metres, 0)
  })

  it('count the way back for a rider who has left the route', () => {
    const astray = destinationPoint(destinationPoint(pickup, 90, 300), 180, 200)
    expect(progressAt(way, at(astray), undefined).remainingM).toBeCloseTo(700 + 200, 0)
  })

  it('are a detour longer than the straight line when no route is known', () => {
    const { remainingM } = progressAt({ dropoff }, at(pickup), undefined)
    expect(remainingM).toBeCloseTo(1.3 * distanceInMetres(pickup, dropoff), 0)
  })

  it('are told to a tenth', () => {
    const { remainingM } = progressAt({ dropoff }, at(pickup), undefined)
    expect(remainingM).toBe(Number(remainingM.toFixed(1)))
  })
})

describe('pace', () => {
  /** One fix a second along the route at a steady speed, from the pickup. */
  function ridden(seconds: number, speedMps: number, everyMs = 1_000): Progress | undefined {
    let progress: Progress | undefined
    for (let ms = 0; ms <= seconds * 1_000; ms += everyMs)
      progress = progressAt(way, at(destinationPoint(pickup, 90, (speedMps * ms) / 1_000), ms), progress)
    return progress
  }

  it('is the planned one at first', () => {
    expect(progressAt(way, at(pickup), undefined).paceMps).toBe(4)
  })

  it('comes close to what the rider makes good, over a few minutes', () => {
    expect(ridden(300, 2)?.paceMps).toBeCloseTo(2.2, 1)
  })

  it('depends on the time that passed, not on how many fixes that were', () => {
    expect(ridden(60, 2, 5_000)?.paceMps).toBeCloseTo(ridden(60, 2, 1_000)?.paceMps ?? 0, 1)
  })

  it('does not change by a fix that is no later', () => {
    const before = { recordedAt: 5_000, remainingM: 900, paceMps: 3 }
    expect(progressAt(way, at(corner, 5_000), before).paceMps).toBe(3)
  })

  it('is what was first observed when no route says what to expect', () => {
    const start = progressAt({ dropoff }, at(pickup, 0), undefined)
    expect(start.paceMps).toBeUndefined()
    const { paceMps } = progressAt({ dropoff }, at(destinationPoint(pickup, 90, 30), 10_000), start)
    expect(paceMps).toBeGreaterThan(2)
  })
})

it('arrives sooner the less is left', () => {
  const far = etaOf({ recordedAt: 0, remainingM: 2_000, paceMps: 4 })
  const near = etaOf({ recordedAt: 0, remainingM: 200, paceMps: 4 })
  expect(near.latestMs).toBeLessThan(far.earliestMs)
})
