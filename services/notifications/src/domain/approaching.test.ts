import { destinationPoint } from '@doorstep/geo'
import { aDelivery, aFix } from '@doorstep/testing'
import { expect, it } from 'vitest'
import { APPROACHING_DWELL_MS, approaching } from './approaching.ts'
import { type Progress, unknownDelivery } from './watched-delivery.ts'

const { dropoff } = aDelivery()

const START = 1_700_000_000_000

/** When the rider was found to approach, in milliseconds after the start. */
function approachOf(sightings: readonly { afterMs: number; metres: number; accuracyM?: number }[]) {
  let progress: Progress = { told: {} }
  for (const { afterMs, metres, accuracyM = 5 } of sightings) {
    const fix = aFix({ ...destinationPoint(dropoff, 135, metres), recordedAt: START + afterMs, accuracyM })
    const { happenedAt, remember } = approaching.consider(fix, {
      ...unknownDelivery('d-1'),
      dropoff,
      progress,
    })
    if (happenedAt !== undefined) return happenedAt - START
    progress = { ...progress, ...remember }
  }
  return undefined
}

it.each([
  { metres: 294, accuracyM: 5, notifies: true },
  { metres: 296, accuracyM: 5, notifies: false },
  { metres: 209, accuracyM: 90, notifies: true },
  { metres: 211, accuracyM: 90, notifies: false },
])('$metres m away, accurate to $accuracyM m: notifies $notifies', ({ notifies, ...seen }) => {
  expect(
    approachOf([
      { afterMs: 0, ...seen },
      { afterMs: APPROACHING_DWELL_MS, ...seen },
    ]),
  ).toBe(notifies ? 0 : undefined)
})

it.each([
  { dwellMs: APPROACHING_DWELL_MS - 1, notifies: false },
  { dwellMs: APPROACHING_DWELL_MS, notifies: true },
])('after $dwellMs ms nearby: notifies $notifies', ({ dwellMs, notifies }) => {
  expect(
    approachOf([
      { afterMs: 0, metres: 280 },
      { afterMs: dwellMs, metres: 270 },
    ]) !== undefined,
  ).toBe(notifies)
})

it('begins again after a fix that is certainly farther away', () => {
  const jumps = [200, 700, 200].map((metres, index) => ({ afterMs: 3_000 * index, metres }))
  expect(approachOf(jumps)).toBeUndefined()
  expect(approachOf([...jumps, { afterMs: 10_000, metres: 180 }])).toBe(6_000)
})
