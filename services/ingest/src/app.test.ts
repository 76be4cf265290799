import { type RejectCode, riderKeyFor } from '@doorstep/contracts'
import { PublishTimeoutError, QueueFullError } from '@doorstep/kafka'
import { describe, expect, it } from 'vitest'
import { appOnALog, type World } from '../test/app-on-a-log.ts'
import { keyOf } from '../test/rider-key.ts'

const NOW = 1_700_000_000_000
const key = keyOf('r-1')
const here = { lat: 60.17, lon: 24.94, recordedAt: NOW }
const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

async function ingest(world: Pick<World, 'duty' | 'append'> = {}) {
  const { app, fixes, rejects } = await appOnALog({ now: () => NOW, ...world })

  async function post(body: unknown, headers: Record<string, string> = {}) {
    const response = await app.inject({
      method: 'POST',
      url: '/v1/locations',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...headers },
      payload: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return { status: response.statusCode, headers: response.headers, body: response.json() }
  }
  return { fixes, rejects, post }
}

describe('a report', () => {
  it('of one location is one fix of the rider whose key it came with', async () => {
    const { post, fixes } = await ingest()
    const full = {
      ...here,
      accuracyM: 4.5,
      speedMps: 5,
      bearingDeg: 270,
      altitudeM: -3,
      batteryPct: 80,
      charging: true,
    }
    const answer = await post(full)
    expect(answer).toMatchObject({ status: 202, body: { accepted: 1, rejected: [], nextPingMs: 1_000 } })
    expect(fixes).toEqual([{ ...full, riderId: 'r-1', receivedAt: NOW, source: 'http' }])
  })

  it('of several is taken in the order given, each by itself, and kept with its reason if it is refused', async () => {
    const { post, fixes, rejects } = await ingest()
    const future = { ...here, recordedAt: NOW + 3_600_000 }
    const blurred = { ...here, recordedAt: NOW + 1, accuracyM: 101 }
    const late = { ...here, recordedAt: NOW - 1 }
    const { status, body } = await post({ locations: [here, future, blurred, late] })
    expect(status).toBe(202)
    expect(body).toEqual({
      accepted: 2,
      rejected: [
        { index: 1, code: 'FUTURE' },
        { index: 2, code: 'INACCURATE' },
      ],
      nextPingMs: 1_000,
    })
    expect(fixes.map(({ recordedAt }) => recordedAt)).toEqual([NOW, NOW - 1])
    expect(rejects).toEqual([
      { riderId: 'r-1', code: 'FUTURE', receivedAt: NOW, source: 'http', location: future },
      { riderId: 'r-1', code: 'INACCURATE', receivedAt: NOW, source: 'http', location: blurred },
    ])
  })

  it('sent again is accepted again', async () => {
    const { post, fixes } = await ingest()
    await post(here)
    expect((await post(here)).body).toMatchObject({ accepted: 1, rejected: [] })
    expect(fixes[1]).toEqual(fixes[0])
  })

  it('is measured against what the one before said', async () => {
    const { post } = await ingest()
    await post(here)
    const { body } = await post({ ...here, lat: 61, recordedAt: NOW + 1_000 })
    expect(body.rejected).toEqual([{ index: 0, code: 'IMPLAUSIBLE_SPEED' satisfies RejectCode }])
  })

  it('of a rider off duty is refused and kept nowhere', async () => {
    const { post, fixes, rejects } = await ingest({ duty: { lastEndedAt: NOW - 3_600_000 } })
    const { status, body } = await post(here)
    expect({ status, body }).toEqual({
      status: 202,
      body: { accepted: 0, rejected: [{ index: 0, code: 'OFF_DUTY' }], nextPingMs: 1_000 },
    })
    expect([fixes, rejects]).toEqual([[], []])
  })

  it('of 500 locations is taken, of 501 or none it is not', async () => {
    const { post } = await ingest()
    const some = (count: number) => ({
      locations: Array.from({ length: count }, (_, i) => ({ ...here, recordedAt: NOW - i })),
    })
    expect((await post(some(500))).body).toMatchObject({ accepted: 500 })
    expect((await post(some(501))).status).toBe(400)
    expect((await post(some(0))).status).toBe(400)
  })
})

describe('the answer', () => {
  it('waits until the log has everything', async () => {
    const acknowledged = Promise.withResolvers<void>()
    const appends = [acknowledged.promise, Promise.resolve()]
    const { post } = await ingest({ append: async () => appends.shift() })
    let answered = false
    const answer = post(here).then((response) => {
      answered = true
      return response
    })
    // Time enough: a later report is acknowledged at once, and answered.
    expect((await post(here)).status).toBe(202)
    expect(answered).toBe(false)
    acknowledged.resolve()
    expect((await answer).status).toBe(202)
  })

  it.each([
    new PublishTimeoutError('not acknowledged within 2000 ms'),
    new QueueFullError('50000 records wait for Kafka already'),
  ])('is 503 with Retry-After on %s, and the same report is taken afterwards', async (error) => {
    let failures = 1
    const { post } = await ingest({
      append: async () => {
        if (failures-- > 0) throw error
      },
    })
    const refused = await post(here)
    expect(refused).toMatchObject({
      status: 503,
      headers: {
        'retry-after': expect.stringMatching(/^[12]$/),
        'content-type': 'application/problem+json; charset=utf-8',
      },
      body: { code: error.code, status: 503 },
    })
    expect((await post(here)).body).toMatchObject({ accepted: 1 })
  })
})

describe('a malformed report is 400, says where, and nothing of it is taken:', () => {
  const { lat: _, ...withoutLat } = here
  it.each<[what: string, body: unknown, where: RegExp]>([
    ['a latitude off the globe', { ...here, lat: 90.1 }, /body\/lat/],
    ['no latitude', withoutLat, /body.*lat/],
    ['a number as text', { ...here, lon: '24.94' }, /body\/lon/],
    ['a time with a fraction', { ...here, recordedAt: NOW + 0.5 }, /body\/recordedAt/],
    [
      'a number beyond all numbers',
      `{"lat":60,"lon":24,"recordedAt":${NOW},"altitudeM":1e999}`,
      /body\/altitudeM/,
    ],
    ['a negative accuracy', { ...here, accuracyM: -1 }, /body\/accuracyM/],
    ['an unknown field', { ...here, speed: 3 }, /body\/speed is not a field/],
    ["someone else's id", { ...here, riderId: 'r-2' }, /body\/riderId is not a field/],
    [
      'one bad location among good ones',
      { locations: [here, here, { ...here, lon: 181 }] },
      /body\/locations\/2\/lon/,
    ],
    [
      'an unknown field beside the locations',
      { locations: [here], riderId: 'r-2' },
      /body\/riderId is not a field/,
    ],
    ['both forms at once', { ...here, locations: [here] }, /is not a field/],
    ['a list without a name', [here], /body/],
    ['null', 'null', /body/],
    ['what is not JSON', '{"lat":', /JSON/],
  ])('%s', async (_what, body, where) => {
    const { post, fixes } = await ingest()
    const answer = await post(body)
    expect(answer).toMatchObject({ status: 400, body: { title: expect.stringMatching(where) } })
    expect(fixes).toEqual([])
  })
})

describe('a request', () => {
  it.each([
    ['without a key', '', 401, 'RIDER_KEY_MISSING'],
    ['with a scheme that is not ours', `Digest ${key}`, 401, 'RIDER_KEY_MISSING'],
    [
      'with a Basic credential without a password',
      `Basic ${Buffer.from('r-1').toString('base64')}`,
      401,
      'RIDER_KEY_MISSING',
    ],
    [
      'with a key signed by someone else',
      `Bearer ${riderKeyFor('r-1', 'another-secret')}`,
      403,
      'RIDER_KEY_WRONG',
    ],
    [
      'with the key of one rider and the name of another',
      `Bearer ${key.replace('r-1', 'r-2')}`,
      403,
      'RIDER_KEY_WRONG',
    ],
    ['with a wrong Basic password', basic('r-1', 'guess'), 403, 'RIDER_KEY_WRONG'],
  ])('%s is refused before its body is read', async (_what, authorization, status, code) => {
    const { post, fixes } = await ingest()
    expect(await post('not JSON', { authorization })).toMatchObject({ status, body: { code } })
    expect(fixes).toEqual([])
  })

  it('may carry the key as a Basic password, whatever the user name', async () => {
    const { post, fixes } = await ingest()
    expect((await post(here, { authorization: basic('anyone', key) })).status).toBe(202)
    expect(fixes).toMatchObject([{ riderId: 'r-1' }])
  })

  it('that is not JSON is 415', async () => {
    const { post } = await ingest()
    expect((await post(here, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await post('lat=60', { 'content-type': 'application/x-www-form-urlencoded' })).status).toBe(415)
  })

  it('larger than 256 KiB is 413', async () => {
    const { post } = await ingest()
    expect((await post(`{"pad":"${'x'.repeat(256 * 1024)}"}`)).status).toBe(413)
  })

  it('above the rate of its rider is 429, and other riders are not held up', async () => {
    const { post } = await ingest()
    const answers = await Promise.all(Array.from({ length: 200 }, () => post(here)))
    const statuses = answers.map(({ status }) => status)
    expect(statuses.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => 202))
    expect(answers.at(-1)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '1' },
      body: { code: 'TOO_MANY_REQUESTS' },
    })
    expect((await post(here, { authorization: `Bearer ${keyOf('r-2')}` })).status).toBe(202)
  })

  it('with more locations than the rider may send is taken whole, and the next waits until they are paid back', async () => {
    const { post } = await ingest()
    const largest = { locations: Array.from({ length: 500 }, (_, i) => ({ ...here, recordedAt: NOW - i })) }
    const answers = []
    for (let i = 0; i < 20; i += 1) answers.push(await post(largest))
    const taken = answers.filter(({ status }) => status === 202)
    expect(taken.length).toBeGreaterThanOrEqual(10)
    expect(taken.length).toBeLessThan(15)
    expect(taken.every(({ body }) => body.accepted === 500)).toBe(true)
    expect(await post(here)).toMatchObject({ status: 429, headers: { 'retry-after': '1' } })
  })
})
