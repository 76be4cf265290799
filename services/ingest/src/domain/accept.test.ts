import type { Location, RejectCode } from '@doorstep/contracts'
import { METRES_PER_DEGREE } from '@doorstep/geo'
import { describe, expect, it } from 'vitest'
import { accept as judge, type KnownOfRider, ZERO_ISLAND_DEGREES } from './accept.ts'
import { defaultLimits } from './limits.ts'

const NOW = 1_700_000_000_000
const { maxAheadMs, maxAgeMs, maxAccuracyM, dutyGraceMs } = defaultLimits
const accept = (location: Location, known: KnownOfRider, receivedAt: number) =>
  judge(location, known, receivedAt, defaultLimits)

function aLocation(fields: Partial<Location> = {}): Location {
  return { lat: 60.17, lon: 24.94, recordedAt: NOW, accuracyM: 5, ...fields }
}

describe('accept', () => {
  it.each<[fields: Partial<Location>, code: RejectCode | undefined]>([
    [{ recordedAt: NOW + maxAheadMs }, undefined],
    [{ recordedAt: NOW + maxAheadMs + 1 }, 'FUTURE'],
    [{ recordedAt: NOW - maxAgeMs }, undefined],
    [{ recordedAt: NOW - maxAgeMs - 1 }, 'TOO_OLD'],
    [{ accuracyM: maxAccuracyM }, undefined],
    [{ accuracyM: maxAccuracyM + 0.1 }, 'INACCURATE'],
    [{ lat: 0, lon: 0 }, 'ZERO_ISLAND'],
    [{ lat: -ZERO_ISLAND_DEGREES, lon: ZERO_ISLAND_DEGREES }, 'ZERO_ISLAND'],
    [{ lat: 0, lon: ZERO_ISLAND_DEGREES + 0.0001 }, undefined],
    [{ lat: -ZERO_ISLAND_DEGREES - 0.0001, lon: 0 }, undefined],
  ])('%o of a rider nothing is known of: %s', (fields, code) => {
    expect(accept(aLocation(fields), {}, NOW).code).toBe(code)
  })

  it('takes a location that does not say how accurate it is', () => {
    expect(accept({ lat: 60.17, lon: 24.94, recordedAt: NOW }, {}, NOW).code).toBeUndefined()
  })

  it.each([
    [59, undefined],
    [61, 'IMPLAUSIBLE_SPEED'],
  ])('a rider %i m further within a second: %s', (metres, code) => {
    const { motion } = accept(aLocation(), {}, NOW)
    const next = aLocation({ lat: 60.17 + metres / METRES_PER_DEGREE, recordedAt: NOW + 1_000 })
    expect(accept(next, { motion }, NOW + 1_000).code).toBe(code)
  })

  it('takes a fix that comes late, and still measures from the newest', () => {
    const newest = accept(aLocation(), {}, NOW)
    const late = accept(aLocation({ lat: 61, recordedAt: NOW - 3_600_000 }), newest, NOW)
    expect(late).toEqual(newest)
  })

  it('does not measure from a fix it refused', () => {
    const { motion } = accept(aLocation(), {}, NOW)
    const blurred = aLocation({ lat: 61, accuracyM: 5_000, recordedAt: NOW + 1_000 })
    expect(accept(blurred, { motion }, NOW + 1_000)).toEqual({ code: 'INACCURATE', motion })
  })

  it.each([
    [dutyGraceMs, undefined],
    [dutyGraceMs + 1, 'OFF_DUTY'],
  ])('%i ms after the last delivery ended: %s', (sinceMs, code) => {
    expect(accept(aLocation(), { duty: { lastEndedAt: NOW - sinceMs } }, NOW).code).toBe(code)
  })

  it('says OFF_DUTY before any other reason, since those are kept', () => {
    const duty = { lastEndedAt: NOW - dutyGraceMs - 1 }
    expect(accept(aLocation({ accuracyM: 5_000 }), { duty }, NOW).code).toBe('OFF_DUTY')
  })
})
