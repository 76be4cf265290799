import { aFix } from '@doorstep/testing'
import { cellToLatLng, latLngToCell } from 'h3-js'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type AnalyticsDatabase, anAnalyticsDatabase } from './analytics-database.ts'

const MINUTE_MS = 60_000
/** A full hour of yesterday: five minutes begin with it. */
const START = Math.floor(Date.now() / 86_400_000) * 86_400_000 - 12 * 3600 * 1000
const at = (minutes: number) => START + minutes * MINUTE_MS
const span = (from: number, to: number) => `from=${at(from)}&to=${at(to)}`

const market = { lat: 60.1675, lon: 24.953 }
const station = { lat: 60.1719, lon: 24.9414 }
const cell = ({ lat, lon }: typeof market, resolution = 9) => latLngToCell(lat, lon, resolution)

let database: AnalyticsDatabase
beforeAll(async () => {
  database = await anAnalyticsDatabase(inject('databaseUrl'))
  await database.fixes.add([
    aFix({ ...market, riderId: 'r-1', recordedAt: at(0), speedMps: 0 }),
    aFix({ ...market, riderId: 'r-1', recordedAt: at(1), speedMps: 0 }),
    aFix({ ...market, riderId: 'r-2', recordedAt: at(6), speedMps: 5 }),
    aFix({ ...station, riderId: 'r-2', recordedAt: at(8), speedMps: 5 }),
  ])
})
afterAll(() => database.stop())

async function ask(query: string, accept?: string, what = 'heatmap') {
  const { status, type, text } = await database.get(`${what}?${query}`, accept)
  return { status, type, body: JSON.parse(text) }
}

describe('the heat map', () => {
  it('tells for each cell how many fixes there were, and how long riders moved and stood', async () => {
    const { status, type, body } = await ask(span(0, 60))
    expect([status, type]).toEqual([200, 'application/json'])
    expect(body.resolution).toBe(9)
    expect(body.cells).toHaveLength(2)
    expect(body.cells).toEqual(
      expect.arrayContaining([
        { cell: cell(market), fixes: 3, movingMs: 0, stoppedMs: MINUTE_MS },
        { cell: cell(station), fixes: 1, movingMs: 2 * MINUTE_MS, stoppedMs: 0 },
      ]),
    )
  })

  it('is of the five minutes that began within the span', async () => {
    expect((await ask(span(0, 5))).body.cells).toMatchObject([{ cell: cell(market), fixes: 2 }])
    expect((await ask(span(1, 10))).body.cells).toHaveLength(2)
    expect((await ask(span(6, 60))).body.cells).toEqual([])
  })

  it('can be had coarser', async () => {
    const { body } = await ask(`${span(0, 60)}&resolution=6`)
    expect(body).toEqual({
      resolution: 6,
      cells: [{ cell: cell(market, 6), fixes: 4, movingMs: 2 * MINUTE_MS, stoppedMs: MINUTE_MS }],
    })
  })

  it('can be had as GeoJSON, a closed polygon around the middle of each cell', async () => {
    const { type, body } = await ask(span(0, 5), 'application/geo+json')
    expect(type).toBe('application/geo+json')
    expect(body).toMatchObject({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', id: cell(market), properties: { fixes: 2, stoppedMs: MINUTE_MS } }],
    })
    const [ring] = body.features[0].geometry.coordinates as [number, number][][]
    expect(ring?.at(-1)).toEqual(ring?.[0])
    const corners = ring?.slice(1) ?? []
    const [lat, lon] = cellToLatLng(cell(market))
    const mean = (axis: 0 | 1) => corners.reduce((sum, corner) => sum + corner[axis], 0) / corners.length
    expect([mean(0), mean(1)]).toEqual([expect.closeTo(lon, 4), expect.closeTo(lat, 4)])
  })

  it('is made up of five minutes each, which can be had as sums over the city', async () => {
    const { body } = await ask(span(0, 60), undefined, 'heatmap/slots')
    expect(body.slots).toEqual([
      { startsAt: at(0), fixes: 2, movingMs: 0, stoppedMs: MINUTE_MS },
      { startsAt: at(5), fixes: 2, movingMs: 2 * MINUTE_MS, stoppedMs: 0 },
    ])
    expect((await ask(span(5, 6), undefined, 'heatmap/slots')).body.slots).toHaveLength(1)
  })

  it.each([
    ['finer than it is kept', `${span(0, 5)}&resolution=10`, undefined, 400, 'MALFORMED'],
    ['of a span longer than 31 days', `from=0&to=${31 * 86_400_000 + 1}`, undefined, 400, 'SPAN_TOO_LONG'],
    ['as a picture', span(0, 5), 'image/png', 406, 'NOT_ACCEPTABLE'],
  ])('cannot be had %s', async (_what, query, accept, status, code) => {
    expect(await ask(query, accept)).toMatchObject({ status, body: { code } })
  })
})
