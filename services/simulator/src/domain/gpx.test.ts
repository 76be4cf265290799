import { describe, expect, it } from 'vitest'
import { orderFor, parseGpx, shiftedTo } from './gpx.ts'

const point = (lat: number, time?: string, more = '') =>
  `<trkpt lat="${lat}" lon="24.94">${more}${time === undefined ? '' : `<time>${time}</time>`}</trkpt>`

const gpx = (...segments: string[]) =>
  `<?xml version="1.0"?><gpx version="1.1"><trk>${segments.map((segment) => `<trkseg>${segment}</trkseg>`).join('')}</trk></gpx>`

const at = (second: number) => new Date(Date.UTC(2026, 4, 14, 9, 0, second)).toISOString()

describe('a GPX file', () => {
  it('is a ride: its track points with their times', () => {
    const parsed = parseGpx(gpx(point(60.17, at(0)) + point(60.171, at(4), '<ele>12.5</ele>')))
    expect(parsed).toEqual({
      ok: true,
      recording: [
        { lat: 60.17, lon: 24.94, recordedAt: Date.UTC(2026, 4, 14, 9, 0, 0) },
        { lat: 60.171, lon: 24.94, recordedAt: Date.UTC(2026, 4, 14, 9, 0, 4), altitudeM: 12.5 },
      ],
    })
  })

  it('is one ride, however many segments it has', () => {
    const parsed = parseGpx(gpx(point(60.17, at(0)), '', point(60.171, at(4)) + point(60.172, at(6))))
    expect(parsed).toMatchObject({ ok: true, recording: [{ lat: 60.17 }, { lat: 60.171 }, { lat: 60.172 }] })
  })

  it('may say where it was twice in one second; the first counts', () => {
    const parsed = parseGpx(gpx(point(60.17, at(0)) + point(60.171, at(0)) + point(60.172, at(1))))
    expect(parsed).toMatchObject({ ok: true, recording: [{ lat: 60.17 }, { lat: 60.172 }] })
  })

  it.each([
    ['something else', 'no XML <at all', /not XML/],
    ['no track', '<gpx version="1.1"><wpt lat="60" lon="24"/></gpx>', /no track points/],
    ['an empty track', gpx(''), /no track points/],
    ['one point', gpx(point(60.17, at(0))), /one track point only/],
    ['a point without a time', gpx(point(60.17, at(0)) + point(60.171)), /track point 2 has no <time>/],
    ['a time that is none', gpx(point(60.17, at(0)) + point(60.171, 'noon')), /track point 2 .* noon/],
    ['a time that goes back', gpx(point(60.17, at(5)) + point(60.171, at(4))), /goes back at track point 2/],
    ['one time for all', gpx(point(60.17, at(5)) + point(60.171, at(5))), /same time/],
    [
      'a point off the globe',
      gpx(point(60.17, at(0)) + point(91, at(1))),
      /track point 2 is not on the globe/,
    ],
  ])('is refused with the reason: %s', (_case, xml, problem) => {
    expect(parseGpx(xml)).toMatchObject({ ok: false, problem: expect.stringMatching(problem) })
  })
})

describe('a recorded ride', () => {
  const first = { lat: 60.17, lon: 24.94, recordedAt: 1_000 }
  const recording = [first, { ...first, lat: 60.171, recordedAt: 4_500 }] as const

  it('keeps its pace when it is begun at another time', () => {
    expect(shiftedTo(recording, 50_000).map(({ recordedAt }) => recordedAt)).toEqual([50_000, 53_500])
  })

  it('is a delivery from where it starts to where it ends', () => {
    expect(orderFor(recording)).toEqual({
      pickup: { lat: 60.17, lon: 24.94 },
      dropoff: { lat: 60.171, lon: 24.94 },
    })
  })
})
