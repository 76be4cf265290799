import type { Location } from '@doorstep/contracts'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { csv } from './csv.ts'
import { decimal, type TrackFormat } from './format.ts'
import { geojson } from './geojson.ts'
import { gpx } from './gpx.ts'
import { json } from './json.ts'

const at = Date.parse('2026-11-21T05:20:01.812Z')
const ride: readonly Location[] = [
  { lat: 60.1, lon: 24.9, recordedAt: at },
  {
    lat: 60.2,
    lon: -24.8,
    recordedAt: at + 1_000,
    accuracyM: 4.5,
    speedMps: 3,
    bearingDeg: 90,
    altitudeM: -2,
    batteryPct: 80,
    charging: false,
  },
  { lat: 0.0000001, lon: 25, recordedAt: at + 2_000 },
]

/** In pieces of two. */
async function written(format: TrackFormat, locations: readonly Location[] = ride, title = 'Rider r-1') {
  async function* pages() {
    for (let i = 0; i < locations.length; i += 2) yield locations.slice(i, i + 2)
  }
  return (await Array.fromAsync(format.write(pages(), title))).join('')
}

describe('JSON', () => {
  it('has every location with what the phone said, in order', async () => {
    expect(JSON.parse(await written(json))).toEqual({ locations: ride })
  })

  it('of an empty track has no location', async () => {
    expect(JSON.parse(await written(json, []))).toEqual({ locations: [] })
  })
})

describe('GeoJSON', () => {
  it('is a LineString, longitude first, with a time for each position', async () => {
    expect(JSON.parse(await written(geojson))).toEqual({
      type: 'Feature',
      geometry: {
        type: 'LineString',
        coordinates: [
          [24.9, 60.1],
          [-24.8, 60.2, -2],
          [25, 1e-7],
        ],
      },
      properties: { title: 'Rider r-1', times: [at, at + 1_000, at + 2_000] },
    })
  })

  it('of a single fix is still a line, with two ends', async () => {
    const { geometry, properties } = JSON.parse(await written(geojson, ride.slice(0, 1)))
    expect(geometry.coordinates).toEqual([
      [24.9, 60.1],
      [24.9, 60.1],
    ])
    expect(properties.times).toEqual([at, at])
  })

  it('of an empty track has no position', async () => {
    expect(JSON.parse(await written(geojson, [])).geometry.coordinates).toEqual([])
  })
})

describe('GPX', () => {
  const parser = new XMLParser({ ignoreAttributes: false, parseAttributeValue: false, parseTagValue: false })

  it('is well-formed and has every position with its time', async () => {
    const text = await written(gpx)
    expect(XMLValidator.validate(text)).toBe(true)
    const { gpx: root } = parser.parse(text)
    expect(root).toMatchObject({ '@_version': '1.1', '@_xmlns': 'http://www.topografix.com/GPX/1/1' })
    expect(root.trk.trkseg.trkpt).toEqual([
      { '@_lat': '60.1', '@_lon': '24.9', time: '2026-11-21T05:20:01.812Z' },
      { '@_lat': '60.2', '@_lon': '-24.8', ele: '-2', time: '2026-11-21T05:20:02.812Z' },
      { '@_lat': '0.000000100', '@_lon': '25', time: '2026-11-21T05:20:03.812Z' },
    ])
  })

  it('stays well-formed whatever the title is', async () => {
    const text = await written(gpx, ride, `<b>"R&D's"</b>`)
    expect(XMLValidator.validate(text)).toBe(true)
    expect(parser.parse(text).gpx.trk.name).toBe(`<b>"R&D's"</b>`)
  })

  it('of an empty track is well-formed too', async () => {
    expect(XMLValidator.validate(await written(gpx, []))).toBe(true)
  })
})

describe('CSV', () => {
  it('has a header and a line for each fix, empty where the phone said nothing', async () => {
    expect(await written(csv)).toBe(
      [
        'recordedAt,lat,lon,accuracyM,speedMps,bearingDeg,altitudeM,batteryPct,charging',
        `${at},60.1,24.9,,,,,,`,
        `${at + 1_000},60.2,-24.8,4.5,3,90,-2,80,false`,
        `${at + 2_000},1e-7,25,,,,,,`,
        '',
      ].join('\r\n'),
    )
  })
})

it.each([
  [60.1699, '60.1699'],
  [-0.5, '-0.5'],
  [1e-7, '0.000000100'],
  [-3e-8, '-0.000000030'],
])('%d has no exponent: %s', (value, text) => {
  expect(decimal(value)).toBe(text)
})
