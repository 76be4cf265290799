import { PublishTimeoutError, QueueFullError } from '@doorstep/kafka'
import { describe, expect, it } from 'vitest'
import { appOnALog } from '../../test/app-on-a-log.ts'
import {
  basicOf,
  closedBox,
  type Moment,
  osmandRequest,
  overlandRequest,
  owntracksRequest,
  type PhoneRequest,
  somewhere,
  traccarRequest,
} from '../../test/phone-requests.ts'
import { osmandForm, owntracksLocation, RECORDED_AT, traccarReport } from '../../test/phone-samples.ts'
import { keyOf } from '../../test/rider-key.ts'

const NOW = RECORDED_AT + 1_000
const key = keyOf('r-1')
const now = () => NOW

interface Phone {
  readonly source: string
  readonly request: (key: string, moment: Moment) => PhoneRequest
  /** What the app must hear when its fix is safe. */
  readonly taken: string
  /** What it must hear when its key is nobody's. */
  readonly unknownRider: number
  readonly challenge?: string
}

const phones: readonly Phone[] = [
  { source: 'osmand', request: osmandRequest, taken: '', unknownRider: 400 },
  { source: 'traccar', request: traccarRequest, taken: '', unknownRider: 404 },
  { source: 'owntracks', request: owntracksRequest, taken: '[]', unknownRider: 401, challenge: 'Basic' },
  {
    source: 'overland',
    request: (key, moment) => overlandRequest(key, [moment]),
    taken: '{"result":"ok"}',
    unknownRider: 401,
    challenge: 'Bearer',
  },
]

describe.each(phones)('$source', ({ source, request, taken, unknownRider, challenge }) => {
  it('a fix is answered with 200 and what the app waits for, and is its rider’s', async () => {
    const { app, fixes } = await appOnALog({ now })
    const answer = await app.inject(request(key, somewhere))
    expect({ status: answer.statusCode, body: answer.body }).toEqual({ status: 200, body: taken })
    expect(fixes).toMatchObject([{ riderId: 'r-1', source, lat: 60.17, lon: 24.94, recordedAt: RECORDED_AT }])
  })

  it('the answer waits until the log has the fix', async () => {
    const acknowledged = Promise.withResolvers<void>()
    const acknowledgements = [acknowledged.promise, Promise.resolve()]
    const { app } = await appOnALog({ now, append: async () => acknowledgements.shift() })
    let answered = false
    const answer = app.inject(request(key, somewhere)).then((response) => {
      answered = true
      return response
    })
    // Time enough: a later one is acknowledged at once, and answered.
    expect((await app.inject(request(key, somewhere))).statusCode).toBe(200)
    expect(answered).toBe(false)
    acknowledged.resolve()
    expect((await answer).statusCode).toBe(200)
  })

  it.each([
    new PublishTimeoutError('not acknowledged within 2000 ms'),
    new QueueFullError('50000 records wait for Kafka already'),
  ])('is 503 with Retry-After on %s', async (error) => {
    const { app } = await appOnALog({ now, append: () => Promise.reject(error) })
    const answer = await app.inject(request(key, somewhere))
    expect(answer).toMatchObject({
      statusCode: 503,
      headers: { 'retry-after': expect.stringMatching(/^[12]$/) },
    })
  })

  it('a point that can never be used is answered as a fix, counted, and kept with its reason', async () => {
    const { app, fixes, rejects, metrics } = await appOnALog({ now })
    const answer = await app.inject(request(key, { ...somewhere, lat: 91 }))
    expect({ status: answer.statusCode, body: answer.body }).toEqual({ status: 200, body: taken })
    expect(fixes).toEqual([])
    expect(rejects).toEqual([{ riderId: 'r-1', code: 'NO_POSITION', receivedAt: NOW, source }])
    expect(await metrics.metrics()).toMatch(/locations_total\{outcome="NO_POSITION".*\} 1\n/)
  })

  it('a fix that is refused is answered as one that is taken, and kept with its reason', async () => {
    const { app, rejects } = await appOnALog({ now })
    const answer = await app.inject(request(key, { ...somewhere, recordedAt: NOW + 3_600_000 }))
    expect({ status: answer.statusCode, body: answer.body }).toEqual({ status: 200, body: taken })
    expect(rejects).toMatchObject([{ code: 'FUTURE', source, location: { lat: 60.17 } }])
  })

  it('of a rider off duty nothing is kept, not even that something could not be used', async () => {
    const { app, fixes, rejects } = await appOnALog({ now, duty: { lastEndedAt: NOW - 3_600_000 } })
    for (const lat of [60.17, 91])
      expect((await app.inject(request(key, { ...somewhere, lat }))).statusCode).toBe(200)
    expect([fixes, rejects]).toEqual([[], []])
  })

  it.each(['', 'device', key.replace('r-1', 'r-2')])(
    `the key %o is nobody's: ${unknownRider}`,
    async (wrong) => {
      const { app, fixes } = await appOnALog({ now })
      const { statusCode, headers } = await app.inject(request(wrong, somewhere))
      expect(statusCode).toBe(unknownRider)
      expect(headers['www-authenticate']).toBe(challenge)
      expect(fixes).toEqual([])
    },
  )

  it('above the rate of its rider it hears 503, never 429, and other riders are not held up', async () => {
    const { app } = await appOnALog({ now })
    const answers = await Promise.all(Array.from({ length: 100 }, () => app.inject(request(key, somewhere))))
    const statuses = answers.map(({ statusCode }) => statusCode)
    expect(new Set(statuses)).toEqual(new Set([200, 503]))
    expect(statuses.slice(0, 50)).toEqual(Array.from({ length: 50 }, () => 200))
    expect(answers.at(-1)?.headers['retry-after']).toMatch(/^[12]$/)
    expect((await app.inject(request(keyOf('r-2'), somewhere))).statusCode).toBe(200)
  })
})

it('of many large reports of one rider at the same time no more is taken than that rider may send', async () => {
  const { app, fixes } = await appOnALog({ now })
  const moments = Array.from({ length: 1_000 }, (_, n) => ({
    ...somewhere,
    recordedAt: RECORDED_AT - n * 1_000,
  }))
  const reports = Array.from({ length: 30 }, () => app.inject(overlandRequest(key, moments)))
  const statuses = (await Promise.all(reports)).map(({ statusCode }) => statusCode)
  expect(new Set(statuses)).toEqual(new Set([200, 503]))
  expect(fixes.length).toBeLessThan(15_000)
})

describe('OsmAnd', () => {
  it('may send a GET, or a POST with everything in the query', async () => {
    const { app, fixes } = await appOnALog({ now })
    const url = `/osmand?${osmandForm(key)}`
    expect((await app.inject(url)).statusCode).toBe(200)
    expect((await app.inject({ method: 'POST', url })).statusCode).toBe(200)
    expect(fixes).toHaveLength(2)
  })

  it('stores a location without a time under the moment it came', async () => {
    const { app, fixes } = await appOnALog()
    const before = Date.now()
    await app.inject(`/osmand?id=${key}&lat=60&lon=25`)
    expect(fixes[0]?.recordedAt).toBeGreaterThanOrEqual(before)
    expect(fixes[0]?.recordedAt).toBeLessThanOrEqual(Date.now())
  })
})

it('Traccar Client hears 200 without coordinates, and nothing is stored or counted', async () => {
  const { app, fixes, rejects } = await appOnALog({ now })
  const payload = JSON.stringify(traccarReport(key, { timestamp: '2023-11-14T22:13:20Z' }))
  const headers = { 'content-type': 'application/json' }
  expect((await app.inject({ method: 'POST', url: '/osmand', headers, payload })).statusCode).toBe(200)
  expect([fixes, rejects]).toEqual([[], []])
})

describe('OwnTracks', () => {
  const send = (app: Awaited<ReturnType<typeof appOnALog>>['app'], headers: object, message: unknown) =>
    app.inject({
      method: 'POST',
      url: '/owntracks',
      headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
      payload: message === undefined ? '' : JSON.stringify(message),
    })

  it('may name its rider by its device id instead of a password', async () => {
    const { app, fixes } = await appOnALog({ now })
    const ids = { 'x-limit-u': 'user', 'x-limit-d': key }
    expect((await send(app, ids, owntracksLocation())).statusCode).toBe(200)
    expect(fixes).toMatchObject([{ riderId: 'r-1' }])
    expect((await send(app, { ...ids, 'x-limit-d': 'device' }, owntracksLocation())).statusCode).toBe(401)
  })

  it('may encrypt what it sends with the end of the key', async () => {
    const { app, fixes, rejects } = await appOnALog({ now })
    const sealed = (passphrase: string) => ({
      _type: 'encrypted',
      data: closedBox(passphrase, Buffer.from(JSON.stringify(owntracksLocation()))),
    })
    await send(app, { authorization: basicOf(key) }, sealed(key.slice(-22)))
    await send(app, { authorization: basicOf(key) }, sealed('another'))
    expect(fixes).toMatchObject([{ riderId: 'r-1', lat: 60.17, recordedAt: RECORDED_AT }])
    expect(rejects).toMatchObject([{ riderId: 'r-1', code: 'UNREADABLE' }])
  })

  it.each([{ _type: 'lwt', tst: 1 }, { _type: 'waypoints', waypoints: [] }, undefined])(
    'hears 200 [] on %o, which leaves no trace',
    async (message) => {
      const { app, fixes, rejects } = await appOnALog({ now })
      const answer = await send(app, { authorization: basicOf(key) }, message)
      expect({ status: answer.statusCode, body: answer.body }).toEqual({ status: 200, body: '[]' })
      expect([fixes, rejects]).toEqual([[], []])
    },
  )
})
