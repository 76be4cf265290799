import { Location } from '@doorstep/contracts'
import { Compile } from 'typebox/compile'
import { expect, it } from 'vitest'
import { locationOf } from './reading.ts'

const nothingElse = { accuracy: 5, speed: null, heading: null, altitude: null, altitudeAccuracy: null }
const here = { latitude: 60.169912345678, longitude: 24.938412345678, ...nothingElse }
const isLocation = Compile(Location)

it('reports what the phone knows, in the API’s units', () => {
  const coords = { ...here, speed: 5.5512, heading: 90, altitude: 12.34 }
  const location = locationOf({ coords, timestamp: 1_700_000_000_000.4 }, { level: 0.815, charging: true })
  expect(location).toEqual({
    lat: 60.1699123,
    lon: 24.9384123,
    recordedAt: 1_700_000_000_000,
    accuracyM: 5,
    speedMps: 5.6,
    bearingDeg: 90,
    altitudeM: 12.3,
    batteryPct: 82,
    charging: true,
  })
})

it.each([
  ['nothing more', {}],
  ['a heading of one who stands', { speed: 0, heading: Number.NaN }],
  ['a speed below zero', { speed: -1, heading: -1 }],
  ['an altitude below the sea', { altitude: -3 }],
])('is what the API takes, from a phone that knows %s', (_what, fields) => {
  const location = locationOf({ coords: { ...here, ...fields }, timestamp: 1 })
  expect([...isLocation.Errors(location)]).toEqual([])
  expect(location).not.toHaveProperty('bearingDeg')
})
