import { Location } from '@doorstep/contracts'
import { Check } from 'typebox/value'
import { describe, expect, it } from 'vitest'
import { batteryAfter, fixOf } from './fix.ts'

const exact = { east: 0, north: 0, accuracyM: 7.26 }
const truth = {
  position: { lat: 60.17, lon: 24.94 },
  speedMps: 5.04,
  bearingDeg: 90.04,
  at: 1_700_000_000_000,
  batteryPct: 71.6,
}

describe('what a phone reports', () => {
  it('is a location as the API takes it, in the digits of a phone', () => {
    const fix = fixOf(truth, exact)
    expect(Check(Location, fix)).toBe(true)
    expect(fix).toEqual({
      lat: 60.17,
      lon: 24.94,
      recordedAt: 1_700_000_000_000,
      accuracyM: 7.3,
      speedMps: 5,
      bearingDeg: 90,
      batteryPct: 72,
      charging: false,
    })
  })

  it('has no bearing while it stands', () => {
    expect(fixOf({ ...truth, speedMps: 0.3 }, exact)).not.toHaveProperty('bearingDeg')
  })

  it('uses half the battery in four hours, and keeps a last percent', () => {
    expect(batteryAfter(100, 4 * 3600 * 1000)).toBe(50)
    expect(batteryAfter(2, 3600 * 1000)).toBe(1)
  })
})
