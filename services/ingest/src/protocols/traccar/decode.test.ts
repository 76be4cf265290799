import { expect, it } from 'vitest'
import {
  RECORDED_AT,
  traccarLocation,
  traccarLocationOfIos,
  traccarReport,
} from '../../../test/phone-samples.ts'
import { decode } from './decode.ts'

const decoded = (location: unknown) => decode(JSON.stringify(traccarReport('the-key', location)))
const where = { lat: 60.17, lon: 24.94, recordedAt: RECORDED_AT }

it('reads what the Android app says, and not the legacy hint beside it', () => {
  expect(decoded(traccarLocation())).toEqual({
    key: 'the-key',
    locations: [
      {
        ...where,
        accuracyM: 4.7,
        speedMps: 5,
        bearingDeg: 270.5,
        altitudeM: 12.5,
        batteryPct: 80,
        charging: false,
      },
    ],
    unusable: [],
  })
})

it('reads what the iOS app says, whose −1 is unknown', () => {
  expect(decoded(traccarLocationOfIos()).locations).toEqual([
    { ...where, accuracyM: 4.7, altitudeM: 12.5, charging: true },
  ])
})

it.each(['location', 'locations'])('takes several in their order under %o', (root) => {
  const several = [traccarLocation(), traccarLocation({ timestamp: '2023-11-14T22:13:21.500Z' })]
  const { locations } = decode(JSON.stringify({ [root]: several, device_id: 'k' }))
  expect(locations.map(({ recordedAt }) => recordedAt)).toEqual([RECORDED_AT, RECORDED_AT + 1_500])
})

it.each([{ coords: undefined }, { coords: null }])(
  'stores nothing of a phone without a fix: %o',
  (fields) => {
    const heartbeat = { event: 'heartbeat', extras: { heartbeat: true } }
    expect(decoded(traccarLocation({ ...heartbeat, ...fields }))).toMatchObject({
      locations: [],
      unusable: [],
    })
  },
)

it.each([
  [{ coords: { latitude: 91, longitude: 24 } }, 'NO_POSITION'],
  [{ coords: { latitude: '60', longitude: '24' } }, 'NO_POSITION'],
  [{ coords: 'here' }, 'NO_POSITION'],
  [{ timestamp: undefined }, 'NO_TIME'],
  [{ timestamp: 'soon' }, 'NO_TIME'],
])('what is wrong in %o is said of that one, and the others are taken', (fields, code) => {
  expect(decoded([traccarLocation(), traccarLocation(fields), traccarLocation()])).toMatchObject({
    locations: [where, where],
    unusable: [code],
  })
})

it.each([null, 'here', 7])('a report whose location is %o is unreadable', (location) => {
  expect(decoded(location)).toMatchObject({ key: 'the-key', locations: [], unusable: ['UNREADABLE'] })
})

it('a report without a location is unreadable', () => {
  const report = decode('{"device_id":"the-key"}')
  expect(report).toEqual({ key: 'the-key', locations: [], unusable: ['UNREADABLE'] })
})

it.each(['', '{', 'null', '[]', '"text"', '7'])('a body %o names no phone', (body) => {
  expect(decode(body)).toEqual({ key: undefined, locations: [], unusable: ['UNREADABLE'] })
})
