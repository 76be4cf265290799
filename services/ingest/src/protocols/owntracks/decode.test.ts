import { describe, expect, it } from 'vitest'
import { owntracksLocation, RECORDED_AT } from '../../../test/phone-samples.ts'
import { decode } from './decode.ts'

const closed = () => undefined
const decoded = (message: unknown) => decode(JSON.stringify(message), closed)
const nothing = { locations: [], unusable: [] }
const unreadable = { locations: [], unusable: ['UNREADABLE'] }

it('reads what the app says: speed from km/h, time from seconds', () => {
  expect(decoded(owntracksLocation())).toEqual({
    locations: [
      {
        lat: 60.17,
        lon: 24.94,
        recordedAt: RECORDED_AT,
        accuracyM: 5,
        speedMps: 5,
        bearingDeg: 270,
        altitudeM: 12,
        batteryPct: 80,
        charging: false,
      },
    ],
    unusable: [],
  })
})

it('leaves out what the app leaves out, as it may be zero or unknown', () => {
  const bare = { _type: 'location', lat: 60.17, lon: 24.94, tst: RECORDED_AT / 1000, tid: 'r1' }
  expect(decoded(bare).locations).toEqual([{ lat: 60.17, lon: 24.94, recordedAt: RECORDED_AT }])
})

it.each([
  [0, undefined],
  [1, false],
  [2, true],
  [3, true],
])('battery status %i: charging is %o', (bs, charging) => {
  expect(decoded(owntracksLocation({ bs })).locations[0]?.charging).toBe(charging)
})

it.each([
  [{ lat: 91 }, 'NO_POSITION'],
  [{ lon: undefined }, 'NO_POSITION'],
  [{ lat: '60.17' }, 'NO_POSITION'],
  [{ tst: undefined }, 'NO_TIME'],
  [{ tst: -1 }, 'NO_TIME'],
])('a location with %o is unusable', (fields, code) => {
  expect(decoded(owntracksLocation(fields))).toEqual({ locations: [], unusable: [code] })
})

it.each(['lwt', 'transition', 'waypoint', 'waypoints', 'card', 'status', 'steps', 'beacon', 'cmd'])(
  'a message of type %o is understood, and nothing for us',
  (_type) => {
    expect(decoded({ ...owntracksLocation(), _type })).toEqual(nothing)
  },
)

it.each(['', ' \n'])('an empty body %o is nothing', (body) => {
  expect(decode(body, closed)).toEqual(nothing)
})

it.each(['{', 'null', '[]', '7', '{}', '{"_type":"teleport"}', '{"_type":"__proto__"}'])(
  'a body %o is unreadable',
  (body) => {
    expect(decode(body, closed)).toEqual(unreadable)
  },
)

describe('an encrypted message', () => {
  const encrypted = JSON.stringify({ _type: 'encrypted', data: 'the box' })

  it('is what is in it', () => {
    const open = (box: string) => (box === 'the box' ? JSON.stringify(owntracksLocation()) : undefined)
    expect(decode(encrypted, open)).toEqual(decoded(owntracksLocation()))
  })

  it('closed with another key is unreadable, and so is one within another', () => {
    expect(decode(encrypted, closed)).toEqual(unreadable)
    expect(decode(encrypted, () => encrypted)).toEqual(unreadable)
    expect(decode('{"_type":"encrypted"}', closed)).toEqual(unreadable)
  })
})
