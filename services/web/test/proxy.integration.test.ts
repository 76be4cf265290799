import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { until } from '@doorstep/testing'
import { afterEach, describe, expect, it } from 'vitest'
import { aService, echo } from './fake-service.ts'
import { aWeb } from './web-under-test.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close()
})

async function serviceWith(answer: RequestListener): Promise<string> {
  const service = await aService(answer)
  closing.push(() => service.stop())
  return service.url
}

async function webWith(...args: Parameters<typeof aWeb>): Promise<string> {
  const { app, origin } = await aWeb(...args)
  closing.push(() => app.close())
  return origin
}

describe('a request', () => {
  it.each([
    ['POST', '/v1/locations', 'INGEST_URL'],
    ['GET', '/osmand?id=rk_1&lat=60.17&lon=24.94&timestamp=2023-11-14+22:13:20', 'INGEST_URL'],
    ['POST', '/owntracks', 'INGEST_URL'],
    ['POST', '/overland', 'INGEST_URL'],
    ['POST', '/v1/riders', 'DELIVERIES_URL'],
    ['DELETE', '/v1/riders/r-1/key', 'DELIVERIES_URL'],
    ['GET', '/v1/deliveries?cursor=abc', 'DELIVERIES_URL'],
    ['POST', '/v1/deliveries/d-1/status', 'DELIVERIES_URL'],
    ['GET', '/v1/track/tt_d-1_signature', 'LIVE_URL'],
    ['GET', '/v1/operations/riders', 'LIVE_URL'],
    ['GET', '/v1/analytics/riders/r-1/track?from=1&to=2', 'ANALYTICS_URL'],
  ] as const)('%s %s is answered by the service of %s', async (method, url, variable) => {
    const origin = await webWith({ [variable]: await serviceWith(echo(variable)) })
    const response = await fetch(origin + url, { method })
    expect(await response.json()).toMatchObject({ name: variable, method, url })
  })

  it('takes its body and its credential along, and tells where it came from', async () => {
    const origin = await webWith({ INGEST_URL: await serviceWith(echo('ingest')) })
    const response = await fetch(`${origin}/v1/locations`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: 'Bearer rk_1',
        'x-forwarded-for': '10.0.0.1',
      },
      body: '{"lat":60.17,"lon":24.94}',
    })
    expect(await response.json()).toMatchObject({
      body: '{"lat":60.17,"lon":24.94}',
      headers: {
        authorization: 'Bearer rk_1',
        'x-forwarded-for': '127.0.0.1',
        'x-forwarded-host': new URL(origin).host,
      },
    })
  })

  it('of a phone app takes along its form, larger than any of ours', async () => {
    const origin = await webWith({ INGEST_URL: await serviceWith(echo('ingest')) })
    const body = `id=rk_1&lat=60.17&note=${'x'.repeat(1024 * 1024)}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const response = await fetch(`${origin}/osmand`, { method: 'POST', headers, body })
    expect(await response.json()).toMatchObject({ body, headers })
  })

  it('to a service that is away is answered 503, with a time to try again', async () => {
    const origin = await webWith({})
    const response = await fetch(`${origin}/v1/deliveries`)

    expect(response.status).toBe(503)
    expect(response.headers.get('retry-after')).toMatch(/^[12]$/)
    expect(response.headers.get('content-type')).toMatch('application/problem+json')
    expect(await response.json()).toMatchObject({ code: 'UNAVAILABLE', title: 'deliveries does not answer.' })
  })

  it('that a service refuses is asked once, and refused in its words', async () => {
    let asked = 0
    const refusing: RequestListener = (_request, response) => {
      asked += 1
      response.writeHead(503, { 'retry-after': '7', 'content-type': 'application/problem+json' })
      response.end('{"code":"QUEUE_FULL"}')
    }
    const origin = await webWith({ INGEST_URL: await serviceWith(refusing) })
    const response = await fetch(`${origin}/v1/locations`)

    expect(response.headers.get('retry-after')).toBe('7')
    expect(await response.json()).toEqual({ code: 'QUEUE_FULL' })
    expect(asked).toBe(1)
  })

  it.each(['/v1/trackers', '/v1/locationsx', '/v2/deliveries'])('to %s is nobody’s', async (path) => {
    const everyone = await serviceWith(echo('anyone'))
    const origin = await webWith({ INGEST_URL: everyone, LIVE_URL: everyone, DELIVERIES_URL: everyone })
    expect((await fetch(origin + path)).status).toBe(404)
  })
})

describe('server-sent events', () => {
  it('arrive one by one, while the answer goes on', async () => {
    const events: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: first\n\n')
    }
    const origin = await webWith({ LIVE_URL: await serviceWith(events) })
    const response = await fetch(`${origin}/v1/track/t/events`, { signal: AbortSignal.timeout(5_000) })
    const reader = response.body?.getReader()

    const first = await reader?.read()
    expect(new TextDecoder().decode(first?.value)).toBe('data: first\n\n')
    await reader?.cancel()
  })

  it('end at the service when the customer leaves', async () => {
    let left = false
    const events: RequestListener = async (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: first\n\n')
      await once(response, 'close')
      left = true
    }
    const origin = await webWith({ LIVE_URL: await serviceWith(events) })
    const leaving = new AbortController()
    await fetch(`${origin}/v1/track/t/events`, { signal: leaving.signal })

    leaving.abort()
    await until(() => left)
  })
})
