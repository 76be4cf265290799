import { describe, expect, it } from 'vitest'
import { osmandForm, RECORDED_AT } from '../../../test/phone-samples.ts'
import { decode } from './decode.ts'

const NOW = RECORDED_AT + 60_000
const of = (fields: Record<string, string>) => decode(osmandForm('the-key', fields), NOW)
const locationOf = (fields: Record<string, string>) => of(fields).locations[0]

/** The sample without some of its parameters. */
function without(...names: readonly string[]) {
  const parameters = new URLSearchParams(osmandForm('the-key'))
  for (const name of names) parameters.delete(name)
  return decode(parameters.toString(), NOW)
}

it('reads what the app says: speed from knots, no accuracy from hdop', () => {
  expect(of({})).toEqual({
    key: 'the-key',
    locations: [
      {
        lat: 60.17,
        lon: 24.94,
        recordedAt: RECORDED_AT,
        speedMps: expect.closeTo(5, 2),
        bearingDeg: 270.5,
        altitudeM: 12.5,
        batteryPct: 80,
      },
    ],
    unusable: [],
  })
})

it.each([
  ['seconds', '1700000000'],
  ['milliseconds', '1700000000000'],
  ['ISO 8601', '2023-11-14T22:13:20Z'],
  ['ISO 8601 of another zone', '2023-11-15T00:13:20.000+02:00'],
  ['a date and a time, which are UTC', '2023-11-14 22:13:20'],
])('a time may be %s', (_form, timestamp) => {
  expect(locationOf({ timestamp })?.recordedAt).toBe(RECORDED_AT)
})

it.each([
  ['2147483646', 2_147_483_646_000],
  ['2147483647', 2_147_483_647],
])('a whole number below 2147483647 is seconds, from there on milliseconds: %s', (timestamp, recordedAt) => {
  expect(locationOf({ timestamp })?.recordedAt).toBe(recordedAt)
})

it('a location without a time is of now', () => {
  expect(without('timestamp').locations).toMatchObject([{ recordedAt: NOW }])
})

it.each(['yesterday', '', '-1', '2023-13-45 99:00:00'])(
  'a location with the time %o is unusable',
  (timestamp) => {
    expect(of({ timestamp })).toMatchObject({ locations: [], unusable: ['NO_TIME'] })
  },
)

describe('the position', () => {
  it('may be one parameter', () => {
    expect(locationOf({ location: '60.2,25.1' })).toMatchObject({ lat: 60.2, lon: 25.1 })
  })

  it.each([
    { lat: '90.1' },
    { lon: '-180.1' },
    { lat: 'north' },
    { lat: '' },
    { lon: 'NaN' },
    { location: '60.2' },
  ])('%o is unusable', (fields) => {
    expect(of(fields)).toMatchObject({ locations: [], unusable: ['NO_POSITION'] })
  })

  it('is nothing in a heartbeat, which has none, and where the app says that it is not valid', () => {
    expect(without('lat', 'lon')).toMatchObject({ key: 'the-key', locations: [], unusable: [] })
    expect(of({ valid: 'false' })).toMatchObject({ locations: [], unusable: [] })
    expect(of({ valid: 'true' }).locations).toHaveLength(1)
  })
})

it('takes what a phone cannot mean for unknown', () => {
  const unknown = { speed: '-1', bearing: '361', batt: '101', accuracy: '-1', altitude: 'high' }
  expect(locationOf(unknown)).toEqual({ lat: 60.17, lon: 24.94, recordedAt: RECORDED_AT })
})

it('knows the other names: deviceid, heading; and charge, accuracy', () => {
  const form = `deviceid=k&location=60,25&timestamp=1700000000&heading=90&accuracy=7&charge=true`
  expect(decode(form, NOW)).toMatchObject({
    key: 'k',
    locations: [{ lat: 60, lon: 25, bearingDeg: 90, accuracyM: 7, charging: true }],
  })
})
