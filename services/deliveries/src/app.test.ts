import { riderKeyFor } from '@doorstep/contracts'
import { createMetrics } from '@doorstep/runtime'
import { aDelivery, silentLog } from '@doorstep/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { buildApp } from './app.ts'

const API_KEY = 'the-key-of-the-merchant'
const RIDER_KEY_SECRET = 'what riders’ keys are signed with'
const FORMER_SECRET = 'what riders’ keys were signed with before'
const VALID_FROM = 2
const order = { pickup: aDelivery().pickup, dropoff: aDelivery().dropoff }

/** A store that nothing may reach: what is refused is refused before it. */
const unreached = () => Promise.reject(new Error('This request should have been refused'))

const app = await buildApp({
  log: silentLog,
  metrics: createMetrics('test'),
  readiness: [],
  apiKey: API_KEY,
  riderKeySecrets: [RIDER_KEY_SECRET, FORMER_SECRET],
  riderKeys: { add: unreached, revoke: unreached, validFrom: async () => VALID_FROM },
  trackingTokenSecret: 'what tracking tokens are signed with',
  publicUrl: 'https://doorstep.example',
  deliveries: { create: unreached, find: unreached, page: unreached, openOf: unreached, change: unreached },
  riders: { add: unreached, find: unreached },
  stops: { stopsOf: unreached, reorder: unreached },
  routeBetween: unreached,
})
afterAll(() => app.close())

async function call(
  method: 'GET' | 'POST' | 'DELETE',
  url: string,
  options: { key?: string; body?: object; headers?: object },
) {
  const { key, body, headers } = options
  const response = await app.inject({
    method,
    url,
    headers: { ...(key !== undefined && { authorization: `Bearer ${key}` }), ...headers },
    ...(body !== undefined && { body }),
  })
  expect(response.headers['content-type']).toMatch('application/problem+json')
  return { status: response.statusCode, code: response.json().code }
}

describe('credentials', () => {
  const riderKey = riderKeyFor('r-1', RIDER_KEY_SECRET, VALID_FROM)

  it.each([
    ['POST', '/v1/riders'],
    ['POST', '/v1/riders/r-1/key'],
    ['DELETE', '/v1/riders/r-1/key'],
    ['POST', '/v1/deliveries'],
    ['GET', '/v1/deliveries'],
    ['GET', '/v1/deliveries/d-1'],
    ['POST', '/v1/deliveries/d-1/assign'],
    ['POST', '/v1/deliveries/d-1/reassign'],
  ] as const)('%s %s is for the API key alone', async (method, url) => {
    expect(await call(method, url, {})).toEqual({ status: 401, code: 'API_KEY_MISSING' })
    expect(await call(method, url, { key: 'another-key' })).toEqual({ status: 403, code: 'API_KEY_WRONG' })
    expect(await call(method, url, { key: riderKey })).toEqual({ status: 403, code: 'API_KEY_WRONG' })
  })

  it.each([
    { what: 'no key', key: undefined, answer: { status: 401, code: 'KEY_MISSING' } },
    { what: 'a key of nobody', key: 'another-key', answer: { status: 403, code: 'KEY_WRONG' } },
    {
      what: 'a rider’s key signed by another',
      key: riderKeyFor('r-1', 'another secret'),
      answer: { status: 403, code: 'KEY_WRONG' },
    },
    {
      what: 'one rider’s signature under another’s name',
      key: riderKey.replace('r-1', 'r-2'),
      answer: { status: 403, code: 'KEY_WRONG' },
    },
    {
      what: 'a rider’s key that was revoked',
      key: riderKeyFor('r-1', RIDER_KEY_SECRET, VALID_FROM - 1),
      answer: { status: 403, code: 'KEY_WRONG' },
    },
  ])('a status with $what is refused before its body is read', async ({ key, answer }) => {
    const body = { nonsense: true }
    const options = key === undefined ? { body } : { body, key }
    expect(await call('POST', '/v1/deliveries/d-1/status', options)).toEqual(answer)
  })

  it.each([RIDER_KEY_SECRET, FORMER_SECRET])('a key signed by %s is good', async (secret) => {
    const key = riderKeyFor('r-1', secret, VALID_FROM)
    const answer = await call('POST', '/v1/deliveries/d-1/status', { key, body: { nonsense: true } })
    expect(answer).toEqual({ status: 400, code: 'MALFORMED' })
  })
})

it.each([
  ['no key', undefined, { status: 401, code: 'KEY_MISSING' }],
  ['a key of nobody', 'another-key', { status: 403, code: 'KEY_WRONG' }],
  ['the merchant’s key', API_KEY, { status: 403, code: 'NOT_A_RIDER' }],
])('a rider’s own deliveries are for no one with %s', async (_what, key, answer) => {
  const options = key === undefined ? {} : { key }
  expect(await call('GET', '/v1/riders/me/deliveries', options)).toEqual(answer)
})

describe('what is not understood is refused', () => {
  it.each([
    ['no drop-off', { pickup: order.pickup }],
    ['an unknown field', { ...order, colour: 'red' }],
    ['an unknown field in a place', { ...order, pickup: { ...order.pickup, floor: 3 } }],
    ['a latitude off the globe', { ...order, dropoff: { lat: 90.1, lon: 25 } }],
    ['a longitude off the globe', { ...order, dropoff: { lat: 60, lon: -180.1 } }],
    ['a number as text', { ...order, dropoff: { lat: '60', lon: 25 } }],
    ['a promise at no time', { ...order, promisedAt: -1 }],
    ['a promise past what a date can hold', { ...order, promisedAt: 1e300 }],
    ['a name with a line break', { ...order, customer: { name: 'Väinö\r\nBcc: all' } }],
    ['an address that is no text', { ...order, pickup: { ...order.pickup, address: 'A\u0000' } }],
    ['half a character', { ...order, customer: { name: '\ud83d' } }],
    ['an e-mail address that is none', { ...order, customer: { email: 'home.example' } }],
    ['two e-mail addresses', { ...order, customer: { email: 'a@home.example,b@home.example' } }],
    ['an e-mail address with a line break', { ...order, customer: { email: 'a@home.example\r\nBcc: all' } }],
    ['a webhook that is no URL', { ...order, webhook: { url: 'shop' } }],
    ['a webhook of another scheme', { ...order, webhook: { url: 'file:///etc/passwd' } }],
  ])('an order with %s', async (_what, body) => {
    expect(await call('POST', '/v1/deliveries', { key: API_KEY, body })).toEqual({
      status: 400,
      code: 'MALFORMED',
    })
  })

  it.each([
    ['an empty one', ''],
    ['one with a space', 'a b'],
    ['one of 256 characters', 'k'.repeat(256)],
  ])('an Idempotency-Key: %s', async (_what, key) => {
    const headers = { 'idempotency-key': key }
    const answer = await call('POST', '/v1/deliveries', { key: API_KEY, body: order, headers })
    expect(answer).toEqual({ status: 400, code: 'MALFORMED' })
  })

  it.each(['limit=0', 'limit=101', 'limit=ten', 'status=lost', 'colour=red', 'cursor='])(
    'a list with %s',
    async (query) => {
      const answer = await call('GET', `/v1/deliveries?${query}`, { key: API_KEY })
      expect(answer).toEqual({ status: 400, code: 'MALFORMED' })
    },
  )

  it.each([
    ['assign', {}],
    ['assign', { riderId: 'r-1', at: 1 }],
    ['status', { status: 'lost' }],
    ['status', { status: 'delivered', at: 'now' }],
    ['status', { status: 'delivered', reportedBy: 'r-1' }],
  ])('%s %o', async (call_, body) => {
    const answer = await call('POST', `/v1/deliveries/d-1/${call_}`, { key: API_KEY, body })
    expect(answer).toEqual({ status: 400, code: 'MALFORMED' })
  })
})

it('documents each call with a summary, a tag and who may make it', async () => {
  const { paths } = (await app.inject('/docs/json')).json()
  const calls = Object.entries<Record<string, { summary?: string; tags?: string[]; security?: object[] }>>(
    paths,
  ).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary, tags, security = [] }]) => ({
      call: `${method} ${path}`,
      said: summary !== undefined && tags?.length === 1,
      keys: security.flatMap((names) => Object.keys(names)),
    })),
  )
  expect(calls).toEqual([
    { call: 'post /v1/riders', said: true, keys: ['apiKey'] },
    { call: 'get /v1/riders/me/deliveries', said: true, keys: ['riderKey'] },
    { call: 'get /v1/riders/{riderId}/stops', said: true, keys: ['apiKey', 'riderKey'] },
    { call: 'put /v1/riders/{riderId}/stops', said: true, keys: ['apiKey', 'riderKey'] },
    { call: 'post /v1/riders/{riderId}/key', said: true, keys: ['apiKey'] },
    { call: 'delete /v1/riders/{riderId}/key', said: true, keys: ['apiKey'] },
    { call: 'post /v1/deliveries', said: true, keys: ['apiKey'] },
    { call: 'get /v1/deliveries', said: true, keys: ['apiKey'] },
    { call: 'get /v1/deliveries/{deliveryId}', said: true, keys: ['apiKey'] },
    { call: 'post /v1/deliveries/{deliveryId}/assign', said: true, keys: ['apiKey'] },
    { call: 'post /v1/deliveries/{deliveryId}/reassign', said: true, keys: ['apiKey'] },
    { call: 'post /v1/deliveries/{deliveryId}/status', said: true, keys: ['apiKey', 'riderKey'] },
  ])
})

it('shows an example of each body that it takes, and of each answer that it gives', async () => {
  const { paths } = (await app.inject('/docs/json')).json()
  const bare: string[] = []
  for (const [path, methods] of Object.entries<Record<string, OpenApiCall>>(paths))
    for (const [method, { requestBody, responses }] of Object.entries(methods)) {
      const shown = [
        requestBody,
        ...Object.entries(responses).map(([code, answer]) => (/^2/.test(code) ? answer : {})),
      ]
      for (const { content = {} } of shown.filter((one) => one !== undefined))
        if (!JSON.stringify(content['application/json'] ?? { example: 'no JSON' }).includes('"example'))
          bare.push(`${method} ${path}`)
    }
  expect(bare).toEqual([])
})

interface OpenApiCall {
  readonly requestBody?: { readonly content?: Record<string, unknown> }
  readonly responses: Record<string, { readonly content?: Record<string, unknown> }>
}
