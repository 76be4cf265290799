import { destinationPoint } from '@doorstep/geo'
import { describe, expect, it } from 'vitest'
import { noSegment, type Reading, segmentBetween } from './segment.ts'

const start = { lat: 60.17, lon: 24.94, recordedAt: 1_700_000_000_000, accuracyM: 5 }
const from = (fields: Partial<Reading> = {}): Reading => ({ ...start, ...fields })
const to = (seconds: number, metres: number, fields: Partial<Reading> = {}): Reading => ({
  ...destinationPoint(start, 45, metres),
  recordedAt: start.recordedAt + seconds * 1000,
  accuracyM: 5,
  ...fields,
})
const metres = (a: Reading, b: Reading) => segmentBetween(a, b).distanceMm / 1000

describe('the distance of a segment', () => {
  it('is what the speeds at its ends say, wherever noise puts the positions', () => {
    expect(metres(from({ speedMps: 4 }), to(5, 25, { speedMps: 6 }))).toBe(25)
    expect(metres(from({ speedMps: 4 }), to(5, 32, { speedMps: 6 }))).toBe(25)
    expect(metres(from({ speedMps: 0 }), to(5, 9, { speedMps: 0 }))).toBe(0)
  })

  it('is never less than positions prove: as far apart as they are beyond the errors of both', () => {
    expect(metres(from({ speedMps: 0 }), to(30, 100, { speedMps: 0 }))).toBeCloseTo(90, 1)
    expect(metres(from({ speedMps: 0 }), to(30, 100, { speedMps: 0, accuracyM: 50 }))).toBeCloseTo(45, 1)
  })

  it('is never more than positions allow: the two sides of a block beyond the errors of both', () => {
    expect(metres(from({ speedMps: 9 }), to(30, 100, { speedMps: 9 }))).toBeCloseTo(100 * Math.SQRT2 + 10, 1)
  })

  it('is the straight line if the phone says no speed', () => {
    expect(metres(from(), to(5, 25))).toBeCloseTo(25, 2)
    expect(metres(from({ speedMps: 9 }), to(5, 25))).toBeCloseTo(25, 2)
  })
})

describe('a segment is moved or stood through', () => {
  it.each([
    ['moving with both ends moving', 5, 5, 10_000, 0],
    ['half of each if one end stands', 5, 0, 5_000, 5_000],
    ['stopped with both ends standing', 0, 0.4, 0, 10_000],
    ['moving if neither says, but positions do', undefined, undefined, 10_000, 0],
  ])('%s', (_what, before, after, movingMs, stoppedMs) => {
    const ends = [before, after].map((speedMps) => (speedMps === undefined ? {} : { speedMps }))
    const far = before === 0 ? 2 : 50
    expect(segmentBetween(from(ends[0]), to(10, far, ends[1]))).toMatchObject({ movingMs, stoppedMs })
  })

  it('for all of its time', () => {
    const { movingMs, stoppedMs } = segmentBetween(from({ speedMps: 1 }), to(0.333, 0, { speedMps: 0 }))
    expect(movingMs + stoppedMs).toBe(333)
  })
})

describe('nothing is known of what lies', () => {
  it.each([
    ['up to five minutes', 300, 100, false],
    ['longer', 300.001, 100, true],
    ['up to 60 m/s', 10, 599, false],
    ['faster', 10, 601, true],
  ])('between two fixes: %s', (_what, seconds, apart, isUnknown) => {
    const segment = segmentBetween(from(), to(seconds, apart))
    if (isUnknown) expect(segment).toEqual(noSegment)
    else expect(segment).not.toEqual(noSegment)
  })

  it('but that a phone tells a speed nobody has makes no way', () => {
    expect(metres(from({ speedMps: 9e9 }), to(1, 5, { speedMps: 9e9 }))).toBeLessThan(20)
  })
})
