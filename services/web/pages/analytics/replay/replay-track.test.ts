import type { Location } from '@doorstep/contracts'
import { distanceInMetres } from '@doorstep/geo'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { momentIn, replayTrack } from './replay-track.ts'

const START = 1_700_000_000_000
const at = (seconds: number) => START + seconds * 1_000
const METRE = 1 / 111_195

/** So many metres north, so many seconds after the start. */
const fix = (seconds: number, metres: number, fields: Partial<Location> = {}): Location => ({
  lat: 60 + metres * METRE,
  lon: 25,
  recordedAt: at(seconds),
  ...fields,
})

function trackOf(fixes: readonly Location[], times = {}, route?: readonly { lat: number; lon: number }[]) {
  const track = replayTrack(fixes, times, route)
  if (track === undefined) throw new Error('no fix')
  return track
}

const metresNorth = (position: { lat: number } | undefined) => ((position?.lat ?? Number.NaN) - 60) / METRE

describe('the dot', () => {
  const track = trackOf([fix(0, 0), fix(10, 50), fix(20, 50)])

  it.each([
    [0, 0],
    [5, 25],
    [10, 50],
    [15, 50],
    [20, 50],
  ])('after %d s is %d m on', (seconds, metres) => {
    const { shown, alongM, gap } = momentIn(track, at(seconds), false)
    expect(metresNorth(shown?.position)).toBeCloseTo(metres, 3)
    expect(alongM).toBeCloseTo(metres, 1)
    expect(gap).toBeUndefined()
  })

  it('steps from fix to fix for who wants no movement', () => {
    expect(metresNorth(momentIn(track, at(9.9), true).shown?.position)).toBeCloseTo(0, 3)
    expect(metresNorth(momentIn(track, at(10), true).shown?.position)).toBeCloseTo(50, 3)
  })

  it('has the speed that the phone told, else that from fix to fix', () => {
    expect(momentIn(track, at(5), false).speedMps).toBeCloseTo(5, 3)
    expect(momentIn(trackOf([fix(0, 0, { speedMps: 3 }), fix(9, 50)]), at(5), false).speedMps).toBe(3)
  })
})

describe('where there are no fixes', () => {
  const track = trackOf([fix(0, 0), fix(10, 50), fix(70, 300), fix(80, 350)])

  it('there is a gap, in which the dot stands where it was last seen, and has no speed', () => {
    expect(track.gaps).toEqual([{ from: at(10), to: at(70) }])
    for (const seconds of [10.1, 40, 69.9]) {
      const { shown, gap, speedMps } = momentIn(track, at(seconds), false)
      expect(metresNorth(shown?.position)).toBeCloseTo(50, 3)
      expect(gap).toEqual(track.gaps[0])
      expect(speedMps).toBeUndefined()
    }
    expect(metresNorth(momentIn(track, at(70), false).shown?.position)).toBeCloseTo(300, 3)
  })

  it.each([
    [45, 0],
    [45.001, 1],
  ])('%d s without one are %d gaps', (seconds, gaps) => {
    expect(trackOf([fix(0, 0), fix(seconds, 50)]).gaps).toHaveLength(gaps)
  })

  it('further than anybody rides between two is a gap, too', () => {
    expect(trackOf([fix(0, 0), fix(10, 501)]).gaps).toHaveLength(1)
  })

  it('so is the time before the first and after the last, up to the ends of the ride', () => {
    const late = trackOf([fix(100, 0), fix(110, 50)], { assignedAt: at(0), endedAt: at(200) })
    expect(late.span).toEqual({ from: at(0), to: at(200) })
    expect(late.gaps).toEqual([
      { from: at(0), to: at(100) },
      { from: at(110), to: at(200) },
    ])
    expect(momentIn(late, at(50), false).shown).toBeUndefined()
  })
})

it('a ride without fixes cannot be played', () => {
  expect(replayTrack([], { assignedAt: at(0), endedAt: at(9) })).toBeUndefined()
})

describe('along the street', () => {
  const corner = { lat: 60 + 100 * METRE, lon: 25 }
  const route = [{ lat: 60, lon: 25 }, corner, { lat: corner.lat, lon: 25.004 }]
  const beside = [fix(0, 0, { lon: 25.0001 }), fix(10, 90, { lon: 25.0001 }), fix(20, 95, { lon: 25.0008 })]

  it('the dot turns with it, and the line goes round its corners', () => {
    const track = trackOf(beside, {}, route)
    expect(track.line).toContainEqual(corner)
    expect(momentIn(track, at(5), false).shown?.position.lon).toBeCloseTo(25, 9)
  })

  it('nobody is put before the pickup: the route begins there', () => {
    const track = trackOf(beside, { pickedUpAt: at(10) }, route)
    expect(track.shown.map(({ alongM }) => alongM !== undefined)).toEqual([false, true, true])
  })
})

it('the dot is never far ahead of, nor behind, the two fixes that it is between', () => {
  const rides = fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 400 })), {
    minLength: 1,
    maxLength: 30,
  })
  fc.assert(
    fc.property(rides, fc.double({ min: 0, max: 1, noNaN: true }), (legs, share) => {
      let [seconds, metres] = [0, 0]
      const fixes = [fix(0, 0)]
      for (const [lasts, rides] of legs) {
        seconds += lasts
        metres += rides
        fixes.push(fix(seconds, metres))
      }
      const track = trackOf(fixes)
      const moment = track.span.from + (track.span.to - track.span.from) * share
      const { shown, fix: last } = momentIn(track, moment, false)
      const next = fixes.find(({ recordedAt }) => recordedAt > moment) ?? last
      if (shown === undefined || last === undefined || next === undefined) throw new Error('no dot')
      const detour =
        distanceInMetres(last, shown.position) +
        distanceInMetres(shown.position, next) -
        distanceInMetres(last, next)
      expect(detour).toBeLessThan(0.01)
    }),
  )
})
