import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createMetrics } from '@doorstep/runtime'
import { aDelivery, silentLog } from '@doorstep/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { askOsrm } from './osrm.ts'
import { withFallback } from './router.ts'

const { pickup, dropoff } = aDelivery()

/** As documented for the route service with `geometries=geojson`. */
const ok = {
  code: 'Ok',
  waypoints: [],
  routes: [
    {
      distance: 1234.5,
      duration: 300.4,
      weight: 300.4,
      weight_name: 'duration',
      legs: [],
      geometry: {
        type: 'LineString',
        coordinates: [
          [24.9384, 60.1699],
          [24.94, 60.168],
          [24.9488, 60.1654],
        ],
      },
    },
  ],
}

let asked: string[] = []
let answer: (response: ServerResponse) => void = () => {}
const osrm = createServer((request, response) => {
  asked.push(request.url ?? '')
  answer(response)
})
let url = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => osrm.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(osrm.address() as AddressInfo).port}`
})
afterAll(() => {
  osrm.closeAllConnections()
  osrm.close()
})
afterEach(() => void vi.useRealTimers())
beforeEach(() => {
  asked = []
})

const json = (status: number, body: unknown) => (response: ServerResponse) =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

describe('a routing server', () => {
  it('is asked for a bicycle’s way, longitude first, and answers with the whole line', async () => {
    answer = json(200, ok)
    expect(await askOsrm(`${url}/`)(pickup, dropoff)).toEqual({
      points: [pickup, { lat: 60.168, lon: 24.94 }, dropoff],
      distanceM: 1234.5,
      durationMs: 300_400,
    })
    expect(asked).toEqual([
      '/route/v1/bike/24.9384,60.1699;24.9488,60.1654?overview=full&geometries=geojson&steps=false',
    ])
  })

  it.each(['NoRoute', 'NoSegment'])('that says %s knows no way', async (code) => {
    answer = json(400, { code, message: 'Impossible route between points' })
    expect(await askOsrm(url)(pickup, dropoff)).toBeUndefined()
  })

  it.each([
    ['is overloaded', json(503, { code: 'Busy' })],
    ['does not understand us', json(400, { code: 'InvalidUrl' })],
    ['answers with a page', (response: ServerResponse) => void response.end('<html>')],
    ['has a route without a line', json(200, { ...ok, routes: [{ ...ok.routes[0], geometry: null }] })],
    [
      'is off the globe',
      json(200, {
        ...ok,
        routes: [
          {
            ...ok.routes[0],
            geometry: {
              type: 'LineString',
              coordinates: [
                [24, 600],
                [25, 60],
              ],
            },
          },
        ],
      }),
    ],
    [
      'sends us elsewhere',
      (response: ServerResponse) => void response.writeHead(302, { location: '/' }).end(),
    ],
    ['hangs up', (response: ServerResponse) => void response.destroy()],
    ['does not answer in time', () => {}],
  ])('that %s is as good as away, and the reason tells nobody’s address', async (_what, answering) => {
    answer = answering
    const failure = await askOsrm(url)(pickup, dropoff).catch((error) => error)
    expect(failure).toMatchObject({ code: 'UNAVAILABLE' })
    expect(`${failure.message} ${failure.cause}`).not.toMatch(/60\.16|24\.9/)
  })
})

describe('the built-in streets', () => {
  const straight = { points: [pickup, dropoff], distanceM: 1, durationMs: 1 }

  function aRouter() {
    const metrics = createMetrics('test')
    const routeBetween = withFallback({
      ask: askOsrm(url),
      builtIn: async () => straight,
      metrics,
      log: silentLog,
    })
    const counted = async () => {
      const { values = [] } = (await metrics.getSingleMetric('doorstep_routes_total')?.get()) ?? {}
      return Object.fromEntries(values.map(({ labels, value }) => [labels.router, value]))
    }
    return { routeBetween, counted }
  }

  it('answer where the server knows no way', async () => {
    answer = json(400, { code: 'NoRoute' })
    const { routeBetween, counted } = aRouter()
    expect(await routeBetween(pickup, dropoff)).toEqual(straight)
    expect(await counted()).toEqual({ 'no-way': 1 })
  })

  it('answer while the server fails; after three times it is left in peace, and asked again after a while', async () => {
    answer = json(500, {})
    const { routeBetween, counted } = aRouter()
    vi.useFakeTimers({ toFake: ['Date'] })
    for (let i = 0; i < 5; i += 1) expect(await routeBetween(pickup, dropoff)).toEqual(straight)
    expect(asked).toHaveLength(3)

    vi.setSystemTime(Date.now() + 10_000)
    answer = json(200, ok)
    expect(await routeBetween(pickup, dropoff)).toMatchObject({ distanceM: 1234.5 })
    expect(await routeBetween(pickup, dropoff)).toMatchObject({ distanceM: 1234.5 })
    expect(await counted()).toEqual({ failed: 3, 'not-asked': 2, found: 2 })
  })
})
