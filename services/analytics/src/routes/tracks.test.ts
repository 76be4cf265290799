import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Location } from '@doorstep/contracts'
import { createMetrics, UnavailableError } from '@doorstep/runtime'
import { silentLog, until } from '@doorstep/testing'
import { expect, it, onTestFinished } from 'vitest'
import { buildApp } from '../app.ts'
import type { TrackReader } from './tracks.ts'

const API_KEY = 'the-key-of-the-operator'
const page = (from: number): Location[] =>
  Array.from({ length: 1_000 }, (_, i) => ({ lat: 60, lon: 25, recordedAt: from + i }))

async function listening(track: TrackReader['track']) {
  const unused = () => Promise.reject(new Error('not asked in this test'))
  const app = await buildApp({
    log: silentLog,
    metrics: createMetrics('test'),
    readiness: [],
    apiKey: API_KEY,
    activity: { summary: unused, riderActivity: unused },
    tracks: { track },
    rides: { findRide: unused },
    deliveries: { findDelivery: unused },
    ended: { page: unused, days: unused, distributions: unused },
    heat: { cells: unused, slots: unused },
  })
  onTestFinished(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  return (app.server.address() as AddressInfo).port
}

async function ask(port: number): Promise<IncomingMessage> {
  const headers = { authorization: `Bearer ${API_KEY}` }
  const url = `http://127.0.0.1:${port}/v1/analytics/riders/r-1/track?from=0&to=1000`
  const [response] = await once(get(url, { headers }), 'response')
  return response
}

it('a track without an end is answered at once, and no longer read when the caller is gone', async () => {
  let ended = false
  const port = await listening(async function* () {
    try {
      for (let from = 0; ; from += 1_000) yield page(from)
    } finally {
      ended = true
    }
  })
  const response = await ask(port)
  expect(response.statusCode).toBe(200)
  await once(response, 'data')
  expect(ended).toBe(false)
  response.destroy()
  await until(() => ended)
})

it('a caller who does not read is not read for', async () => {
  let pages = 0
  const port = await listening(async function* () {
    for (; pages < 10_000; pages++) yield page(pages * 1_000)
  })
  const response = await ask(port)
  let before: number
  do {
    before = pages
    await new Promise((resolve) => setTimeout(resolve, 100))
  } while (pages > before)
  expect(pages).toBeLessThan(500)
  response.destroy()
})

it('a database that goes away in the middle cuts the answer, so that half a track is not taken for a whole one', async () => {
  const port = await listening(async function* () {
    yield page(0)
    throw new UnavailableError('Postgres is away')
  })
  const response = await ask(port)
  await expect(response.toArray()).rejects.toThrow(/aborted/)
})

it('a database that is away from the beginning is 503', async () => {
  const port = await listening(() => {
    throw new UnavailableError('Postgres is away')
  })
  const { statusCode, headers } = await ask(port)
  expect({ statusCode, headers }).toMatchObject({
    statusCode: 503,
    headers: { 'retry-after': expect.stringMatching(/^[12]$/) },
  })
})
