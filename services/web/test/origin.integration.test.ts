import type { App } from '@doorstep/runtime'
import { afterEach, describe, expect, it } from 'vitest'
import type { WebOptions } from '../src/app.ts'
import { merchantDeliveries } from '../src/merchant-deliveries.ts'
import { hiringRate } from '../src/routes/demo.ts'
import { aService, echo } from './fake-service.ts'
import { aWeb, builtPages } from './web-under-test.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (let close = closing.pop(); close !== undefined; close = closing.pop()) await close()
})

async function service(status: number, body: unknown): Promise<string> {
  const { url, stop } = await aService((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  closing.push(stop)
  return url
}

async function web(addresses: Parameters<typeof aWeb>[0], options: Partial<WebOptions> = {}) {
  const pages = await builtPages()
  const { app } = await aWeb(addresses, { pagesDirectory: pages.directory, ...options })
  closing.push(pages.remove, () => app.close())
  return app
}

describe('/readyz', () => {
  it('is 200 only when every service behind is ready', async () => {
    const url = await service(200, { ready: true })
    const but = { INGEST_URL: url, DELIVERIES_URL: url, LIVE_URL: url, ANALYTICS_URL: url }
    expect((await (await web({ ...but, NOTIFICATIONS_URL: url })).inject('/readyz')).statusCode).toBe(200)
    expect((await (await web(but)).inject('/readyz')).statusCode).toBe(503)
  })

  it('names each service that is not ready, and what it waits for', async () => {
    const ready = await service(200, { ready: true })
    const waiting = await service(503, { ready: false, waitingFor: { kafka: 'no broker answers' } })
    const app = await web({
      INGEST_URL: ready,
      DELIVERIES_URL: ready,
      LIVE_URL: waiting,
      ANALYTICS_URL: ready,
    })

    expect((await app.inject('/readyz')).json()).toEqual({
      ready: false,
      waitingFor: { live: 'kafka: no broker answers', notifications: 'does not answer' },
    })
  })
})

describe('pages', () => {
  it.each([
    ['/', '<h1>Home</h1>', 'no-cache'],
    ['/t/tt_d-1_signature', '<h1>Track</h1>', 'no-cache'],
    ['/rider', '<h1>Rider</h1>', 'no-cache'],
    ['/ops', '<h1>Operations</h1>', 'no-cache'],
    ['/analytics', '<h1>Analytics</h1>', 'no-cache'],
    ['/assets/track-1a2b.js', 'plain', 'public, max-age=31536000, immutable'],
  ])('%s', async (url, body, caching) => {
    const response = await (await web({})).inject(url)
    expect(response.body).toBe(body)
    expect(response.headers['cache-control']).toBe(caching)
  })

  it('come compressed as they were built', async () => {
    const headers = { 'accept-encoding': 'gzip, br' }
    const response = await (await web({})).inject({ url: '/assets/track-1a2b.js', headers })
    expect(response.body).toBe('brotli')
    expect(response.headers['content-encoding']).toBe('br')
    expect(response.headers['content-type']).toMatch('javascript')
  })

  it.each(['/', '/t/tt_d-1_signature', '/v1/deliveries', '/docs'])(
    '%s says nothing of its address to others',
    async (url) => {
      const response = await (await web({})).inject(url)
      expect(response.headers).toMatchObject({
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex',
      })
      expect(response.headers['content-security-policy']).toMatch("default-src 'self'")
    },
  )
})

it.each([
  ['/rider', '(self)'],
  ['/', '()'],
  ['/t/tt_d-1_signature', '()'],
  ['/docs', '()'],
])('%s may ask the browser where it is: %s', async (url, allowed) => {
  const response = await (await web({})).inject(url)
  expect(response.headers['permissions-policy']).toContain(`geolocation=${allowed}`)
  expect(response.headers['permissions-policy']).toContain('camera=()')
})

describe('/demo/riders', () => {
  const riderUrl = 'https://doorstep.example/rider#key=rk_r-1_s'
  const demo = { listDeliveries: async () => [], hireRider: async () => riderUrl, apiKey: 'key' }

  it('makes a rider for anyone, and answers with the link to ride by', async () => {
    const response = await (await web({}, { demo })).inject({ method: 'POST', url: '/demo/riders' })
    expect([response.statusCode, response.json()]).toEqual([201, { riderUrl }])
  })

  /** Asks once from each of these addresses; how many were answered so, and the last answer. */
  async function hireFrom(app: App, addresses: readonly string[]) {
    const answers: Awaited<ReturnType<App['inject']>>[] = []
    for (const remoteAddress of addresses)
      answers.push(await app.inject({ method: 'POST', url: '/demo/riders', remoteAddress }))
    const statuses = answers.map(({ statusCode }) => statusCode)
    return { statuses, last: answers.at(-1) }
  }

  it('makes so many for one address, and says when to come again; others get theirs', async () => {
    const app = await web({}, { demo })
    const times = Array.from({ length: hiringRate.perAddress + 1 }, () => '192.0.2.1')
    const { statuses, last } = await hireFrom(app, times)
    expect(statuses.indexOf(429)).toBe(hiringRate.perAddress)
    expect(last?.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    expect(Number(last?.headers['retry-after'])).toBeGreaterThan(0)
    expect((await hireFrom(app, ['192.0.2.2'])).statuses).toEqual([201])
  })

  it('makes so many for all addresses together', async () => {
    const addresses = Array.from({ length: hiringRate.overall + 1 }, (_, n) => `192.0.2.${n}`)
    const { statuses } = await hireFrom(await web({}, { demo }), addresses)
    expect(statuses.indexOf(429)).toBe(hiringRate.overall)
  })

  it('is not there outside a demo', async () => {
    expect((await (await web({})).inject({ method: 'POST', url: '/demo/riders' })).statusCode).toBe(404)
  })

  it('gives the rider the way of the newest delivery, at the merchant’s cost', async () => {
    const place = { lat: 60.17, lon: 24.94 }
    const link = { trackingToken: 'tt_d-1_s', trackingUrl: 'https://doorstep.example/t/tt_d-1_s' }
    const newest = {
      deliveryId: 'd-1',
      status: 'created',
      pickup: place,
      dropoff: place,
      createdAt: 1,
      ...link,
    }
    const asked: unknown[] = []
    const answers: Record<string, object> = {
      'GET /v1/deliveries': { deliveries: [newest] },
      'POST /v1/riders': { riderId: 'r-1', riderKey: 'rk_r-1_s', riderUrl },
      'POST /v1/deliveries': { deliveryId: 'd-2', status: 'created', ...link },
      'POST /v1/deliveries/d-2/assign': newest,
    }
    const { url, stop } = await aService(async (request, response) => {
      const call = `${request.method} ${request.url}`
      const body = (await Array.fromAsync(request)).join('')
      asked.push([call, request.headers.authorization, body === '' ? undefined : JSON.parse(body)])
      response.end(JSON.stringify(answers[call]))
    })
    closing.push(stop)

    const merchant = merchantDeliveries({ deliveriesUrl: url, apiKey: 'key' })
    expect(await merchant.hireRider()).toBe(riderUrl)
    expect(asked).toEqual([
      ['GET /v1/deliveries', 'Bearer key', undefined],
      ['POST /v1/riders', 'Bearer key', { name: 'Guest' }],
      ['POST /v1/deliveries', 'Bearer key', { pickup: place, dropoff: place }],
      ['POST /v1/deliveries/d-2/assign', 'Bearer key', { riderId: 'r-1' }],
    ])
  })
})

describe('/demo/api-key', () => {
  const demo = { listDeliveries: async () => [], hireRider: async () => '', apiKey: 'the-key' }

  it('opens the pages of who runs the demo to everyone, and is kept nowhere', async () => {
    const response = await (await web({}, { demo })).inject('/demo/api-key')
    expect(response.json()).toEqual({ apiKey: 'the-key' })
    expect(response.headers['cache-control']).toBe('no-store')
  })

  it('is not there outside a demo', async () => {
    expect((await (await web({})).inject('/demo/api-key')).statusCode).toBe(404)
  })
})

describe('/demo/deliveries', () => {
  it('lists what runs, with the customers’ links', async () => {
    const delivery = {
      deliveryId: 'd-1',
      status: 'created' as const,
      pickup: { lat: 60.17, lon: 24.94 },
      dropoff: { lat: 60.16, lon: 24.95 },
      createdAt: 1,
      trackingToken: 'tt_d-1_s',
      trackingUrl: 'http://localhost:8080/t/tt_d-1_s',
    }
    const app = await web(
      {},
      {
        demo: {
          listDeliveries: async () => [{ ...delivery, webhook: 'not for all' }],
          hireRider: async () => 'https://doorstep.example/rider#key=rk_r-1_s',
          apiKey: 'the-key',
        },
      },
    )
    expect((await app.inject('/demo/deliveries')).json()).toEqual({ deliveries: [delivery] })
    expect((await app.inject('/page-config')).json()).toMatchObject({ demo: true })
  })

  it('is not there outside a demo', async () => {
    const app = await web({})
    expect((await app.inject('/demo/deliveries')).statusCode).toBe(404)
    expect((await app.inject('/page-config')).json()).toMatchObject({ demo: false })
  })
})

describe('/docs', () => {
  it('offers each service’s OpenAPI document', async () => {
    const { url, stop } = await aService(echo('ingest'))
    closing.push(stop)
    const app = await web({ INGEST_URL: url })

    const choices = (await app.inject('/docs/static/swagger-initializer.js')).body
    for (const name of ['ingest', 'deliveries', 'live', 'analytics', 'notifications'])
      expect(choices).toContain(`/openapi/${name}`)
    expect((await app.inject('/openapi/ingest')).json()).toMatchObject({ url: '/docs/json' })
    expect((await app.inject('/openapi/live')).statusCode).toBe(503)
    expect((await app.inject('/openapi/elsewhere')).statusCode).toBe(404)
  })
})
