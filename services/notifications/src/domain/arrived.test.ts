import { destinationPoint } from '@doorstep/geo'
import { aDelivery, aFix } from '@doorstep/testing'
import { describe, expect, it } from 'vitest'
import {
  ARRIVED_DWELL_MS,
  ARRIVED_MAX_SPEED_MPS,
  arrived,
  STANDING_MAX_SPEED_MPS,
  UNMEASURED_DWELL_MS,
  UNMEASURED_METRES,
} from './arrived.ts'
import { type Progress, unknownDelivery } from './watched-delivery.ts'

const { dropoff } = aDelivery()
const START = 1_700_000_000_000

interface Sighting {
  readonly afterMs: number
  readonly metres: number
  readonly accuracyM?: number
  /** Walking pace if not said. */
  readonly speedMps?: number | 'unmeasured'
}

/** When the rider was found to have arrived, in milliseconds after the start. */
function arrivalOf(sightings: readonly Sighting[]): number | undefined {
  let progress: Progress = { told: {} }
  for (const { afterMs, metres, accuracyM = 5, speedMps = 2 } of sightings) {
    const position = destinationPoint(dropoff, 45, metres)
    const measured = { accuracyM, ...(speedMps !== 'unmeasured' && { speedMps }) }
    const fix = aFix({ ...position, recordedAt: START + afterMs, ...measured })
    const { happenedAt, remember } = arrived.consider(fix, { ...unknownDelivery('d-1'), dropoff, progress })
    if (happenedAt !== undefined) return happenedAt - START
    progress = { ...progress, ...remember }
  }
  return undefined
}

const atDoor = { metres: 10 }

describe('arrived', () => {
  it('takes two fixes at the door, and tells of the first', () => {
    expect(arrivalOf([{ afterMs: 100, ...atDoor }])).toBeUndefined()
    expect(
      arrivalOf([
        { afterMs: 100, ...atDoor },
        { afterMs: 9_000, ...atDoor },
      ]),
    ).toBe(100)
  })

  it.each([
    { dwellMs: ARRIVED_DWELL_MS - 1, arrives: false },
    { dwellMs: ARRIVED_DWELL_MS, arrives: true },
  ])('after $dwellMs ms at the door: $arrives', ({ dwellMs, arrives }) => {
    const arrivedAt = arrivalOf([
      { afterMs: 0, ...atDoor },
      { afterMs: dwellMs, ...atDoor },
    ])
    expect(arrivedAt !== undefined).toBe(arrives)
  })

  it.each([
    { metres: 44, accuracyM: 5, arrives: true },
    { metres: 46, accuracyM: 5, arrives: false },
    { metres: 0, accuracyM: 49, arrives: true },
    { metres: 0, accuracyM: 51, arrives: false },
  ])('standing $metres m away, accurate to $accuracyM m: $arrives', ({ metres, accuracyM, arrives }) => {
    const arrivedAt = arrivalOf([
      { afterMs: 0, metres, accuracyM },
      { afterMs: 60_000, metres, accuracyM },
    ])
    expect(arrivedAt !== undefined).toBe(arrives)
  })

  it('begins again after a fix that is certainly elsewhere', () => {
    const sightings = [
      { afterMs: 0, ...atDoor },
      { afterMs: 3_000, metres: 80 },
      { afterMs: 6_000, ...atDoor },
    ]
    expect(arrivalOf(sightings)).toBeUndefined()
    expect(arrivalOf([...sightings, { afterMs: 12_000, ...atDoor }])).toBe(6_000)
  })

  it('is not put off by a fix too inaccurate to tell', () => {
    const sightings = [
      { afterMs: 0, ...atDoor },
      { afterMs: 3_000, metres: 70, accuracyM: 60 },
      { afterMs: 6_000, ...atDoor },
    ]
    expect(arrivalOf(sightings)).toBe(0)
  })

  it.each([
    { speedMps: ARRIVED_MAX_SPEED_MPS, arrives: true },
    { speedMps: ARRIVED_MAX_SPEED_MPS + 0.1, arrives: false },
  ])('a rider who goes at $speedMps m/s arrives: $arrives', ({ speedMps, arrives }) => {
    const arrivedAt = arrivalOf([
      { afterMs: 0, metres: 40, speedMps },
      { afterMs: 6_000, metres: 20, speedMps },
    ])
    expect(arrivedAt !== undefined).toBe(arrives)
  })

  it.each([
    { gapMs: ARRIVED_DWELL_MS - 1, speedMps: STANDING_MAX_SPEED_MPS, arrives: false },
    { gapMs: ARRIVED_DWELL_MS, speedMps: STANDING_MAX_SPEED_MPS, arrives: true },
    { gapMs: 60_000, speedMps: STANDING_MAX_SPEED_MPS + 0.1, arrives: false },
  ])('who came fast $gapMs ms before goes at $speedMps m/s now, and arrives: $arrives', (second) => {
    const { gapMs, speedMps, arrives } = second
    const came = { afterMs: 0, metres: 30, speedMps: 6 }
    const arrivedAt = arrivalOf([came, { afterMs: gapMs, metres: 5, speedMps }])
    expect(arrivedAt).toBe(arrives ? gapMs : undefined)
  })

  it('one fix that stands at the door decides nothing, if the one before was elsewhere', () => {
    const came = { afterMs: 0, metres: 30, speedMps: 6 }
    const elsewhere = { afterMs: 5_000, metres: 90, speedMps: 6 }
    expect(arrivalOf([came, elsewhere, { afterMs: 10_000, metres: 5, speedMps: 0 }])).toBeUndefined()
  })

  describe('of a phone that measures no speed', () => {
    const unmeasured = { speedMps: 'unmeasured' } as const

    it.each([
      { afterMs: UNMEASURED_DWELL_MS - 1, metres: UNMEASURED_METRES - 1, arrives: false },
      { afterMs: UNMEASURED_DWELL_MS, metres: UNMEASURED_METRES - 1, arrives: true },
      { afterMs: UNMEASURED_DWELL_MS, metres: UNMEASURED_METRES + 1, arrives: false },
    ])('$afterMs ms later and $metres m on: $arrives', ({ afterMs, metres, arrives }) => {
      const here = { afterMs: 0, metres: 0, ...unmeasured }
      expect(arrivalOf([here, { afterMs, metres, ...unmeasured }])).toBe(arrives ? 0 : undefined)
    })

    it('a rider who passes by the door does not arrive, one who stops behind it does', () => {
      const passing = [-40, -20, 0, 20, 40].map((metres, n) => ({
        afterMs: 4_000 * n,
        metres,
        ...unmeasured,
      }))
      expect(arrivalOf(passing)).toBeUndefined()
      expect(arrivalOf([...passing, { afterMs: 26_000, metres: 42, ...unmeasured }])).toBe(16_000)
    })
  })
})
