import { expect, it } from 'vitest'
import { overlandFeature, overlandReport, RECORDED_AT } from '../../../test/phone-samples.ts'
import { decode } from './decode.ts'

const decoded = (report: unknown) => decode(JSON.stringify(report))
const where = { lat: 60.17, lon: 24.94, recordedAt: RECORDED_AT }

it('reads what the app says: longitude first, metres per second', () => {
  expect(decoded(overlandReport())).toEqual({
    locations: [
      {
        ...where,
        accuracyM: 5,
        speedMps: 5,
        bearingDeg: 270,
        altitudeM: 12,
        batteryPct: 80,
        charging: true,
      },
    ],
    unusable: [],
  })
})

it.each(['2023-11-14T22:13:20Z', '2023-11-14T14:13:20-0800', '2023-11-15T00:13:20+02:00'])(
  'a time is with its offset: %s',
  (timestamp) => {
    expect(decoded(overlandReport([overlandFeature({ timestamp })])).locations).toMatchObject([where])
  },
)

it('takes the batch in its order, then the current location', () => {
  const at = (seconds: number) => overlandFeature({ timestamp: `2023-11-14T22:13:${20 + seconds}Z` })
  const { locations } = decoded({ locations: [at(0), at(1)], current: at(9), trip: { mode: 'car' } })
  expect(locations.map(({ recordedAt }) => recordedAt - RECORDED_AT)).toEqual([0, 1_000, 9_000])
})

it('takes −1 for unknown', () => {
  const unknown = {
    speed: -1,
    course: -1,
    horizontal_accuracy: -1,
    battery_level: -1,
    battery_state: 'unknown',
  }
  expect(decoded(overlandReport([overlandFeature(unknown)])).locations).toEqual([{ ...where, altitudeM: 12 }])
})

it('says of each feature that is no location why, and takes the others', () => {
  const nowhere = { ...overlandFeature(), geometry: null }
  const nonsense = [nowhere, { type: 'Feature' }, overlandFeature({ timestamp: 'never' }), 7, null]
  expect(decoded(overlandReport([overlandFeature(), ...nonsense, overlandFeature()]))).toMatchObject({
    locations: [where, where],
    unusable: ['NO_POSITION', 'NO_POSITION', 'NO_TIME', 'UNREADABLE', 'UNREADABLE'],
  })
})

it('an empty batch is nothing', () => {
  expect(decoded(overlandReport([]))).toEqual({ locations: [], unusable: [] })
})

it.each(['', '{', 'null', '[]', '{}', '{"locations":{}}', '{"locations":7}'])(
  'a body %o is unreadable',
  (body) => {
    expect(decode(body)).toEqual({ locations: [], unusable: ['UNREADABLE'] })
  },
)
