import { createMetrics } from '@doorstep/runtime'
import { silentLog } from '@doorstep/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { buildApp } from '../src/app.ts'
import { customerLinks } from '../src/customer-links.ts'
import { offeredKinds } from '../src/domain/dispatch.ts'
import { createChosenKinds } from '../src/store/chosen-kinds.ts'
import { createDispatchArchive } from '../src/store/dispatch-pages.ts'
import { createEndpointStore } from '../src/store/endpoints.ts'
import { createSubscriptionStore } from '../src/store/subscriptions.ts'
import { signingSecrets } from '../src/webhooks/secrets.ts'
import { anOutbox, type Outbox } from './outbox.ts'
import { WEBHOOK_SECRET } from './receiver.ts'

const API_KEY = 'merchants-key'
const links = customerLinks('https://doorstep.example', 'a secret of tracking tokens')
const HOOK = 'https://shop.example/hook'

let outbox: Outbox
let app: Awaited<ReturnType<typeof buildApp>>
let woken: number
beforeAll(async () => {
  outbox = await anOutbox(inject('databaseUrl'))
  app = await buildApp({
    log: silentLog,
    metrics: createMetrics('test'),
    readiness: [],
    apiKey: API_KEY,
    dispatches: createDispatchArchive(outbox.sql),
    chosenKinds: createChosenKinds(outbox.sql),
    endpoints: createEndpointStore(outbox.sql),
    secrets: signingSecrets(WEBHOOK_SECRET),
    allowPrivate: false,
    subscriptions: createSubscriptionStore(outbox.sql),
    links,
    pushes: true,
    wake: () => {
      woken += 1
    },
  })
})
beforeEach(async () => {
  woken = 0
  await outbox.sql`truncate deliveries, webhook_endpoints, chosen_kinds cascade`
})
afterAll(async () => {
  await app.close()
  await outbox.stop()
})

async function call(method: 'GET' | 'POST' | 'PUT', url: string, body?: object) {
  const headers = { authorization: `Bearer ${API_KEY}` }
  const response = await app.inject({ method, url, headers, ...(body !== undefined && { body }) })
  return { status: response.statusCode, ...response.json() }
}

const settle = (deliveryId: string, state: string) => outbox.sql`
  update dispatches set state = ${state}, outcome = '500', tries = 10, settled_at = now()
  where notification_id = ${`${deliveryId}_arrived_1`}`

it.each([
  ['GET', '/v1/dispatches'],
  ['POST', '/v1/dispatches/1/replay'],
  ['POST', '/v1/dispatches/replay'],
  ['GET', '/v1/webhooks'],
  ['POST', '/v1/webhooks'],
  ['GET', '/v1/notifications/settings'],
  ['PUT', '/v1/notifications/settings'],
] as const)('%s %s is the merchant’s alone', async (method, url) => {
  expect((await app.inject({ method, url })).statusCode).toBe(401)
  const headers = { authorization: 'Bearer another' }
  expect((await app.inject({ method, url, headers })).statusCode).toBe(403)
})

describe('dispatches', () => {
  beforeEach(async () => {
    for (let n = 0; n < 5; n++) await outbox.add(`d-${n}`, 'arrived', `${HOOK}?order=${n}`)
    await settle('d-1', 'failed')
    await settle('d-2', 'delivered')
  })

  it('are listed newest first, page by page, each once', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await call(
        'GET',
        `/v1/dispatches?limit=2${cursor === undefined ? '' : `&cursor=${cursor}`}`,
      )
      seen.push(...page.dispatches.map((one: { deliveryId: string }) => one.deliveryId))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    expect(seen).toEqual(['d-4', 'd-3', 'd-2', 'd-1', 'd-0'])
  })

  it('are found by state, delivery and channel', async () => {
    const { dispatches } = await call('GET', '/v1/dispatches?state=failed&channel=webhook')
    expect(dispatches).toMatchObject([
      {
        deliveryId: 'd-1',
        kind: 'arrived',
        target: `${HOOK}?order=1`,
        state: 'failed',
        tries: 10,
        outcome: '500',
      },
    ])
    expect((await call('GET', '/v1/dispatches?deliveryId=d-3')).dispatches).toMatchObject([
      { state: 'pending', nextTryAt: expect.any(Number) },
    ])
    expect((await call('GET', '/v1/dispatches?state=lost')).status).toBe(400)
  })

  it('are sent again, one by one, whatever became of them', async () => {
    const { dispatches } = await call('GET', '/v1/dispatches?deliveryId=d-2')
    const replayed = await call('POST', `/v1/dispatches/${dispatches[0].dispatchId}/replay`)
    expect(replayed).toMatchObject({ status: 202, state: 'pending', tries: 0 })
    expect(woken).toBe(1)
    expect(await call('POST', '/v1/dispatches/999999/replay')).toMatchObject({
      status: 404,
      code: 'DISPATCH_NOT_FOUND',
    })
  })

  it('are sent again, all that failed since', async () => {
    const since = Date.now() - 60_000
    expect(await call('POST', '/v1/dispatches/replay', { channel: 'webhook', since })).toMatchObject({
      replayed: 1,
    })
    expect(await call('POST', '/v1/dispatches/replay', { channel: 'webhook', since })).toMatchObject({
      replayed: 0,
    })
    expect((await call('GET', '/v1/dispatches?state=failed')).dispatches).toEqual([])
  })
})

describe('webhooks', () => {
  it('get a secret of their own, once for each URL, whatever its query', async () => {
    const first = await call('POST', '/v1/webhooks', { url: `${HOOK}?order=1` })
    expect(first).toMatchObject({ status: 201, url: HOOK, secret: expect.stringMatching(/^whsec_/) })
    expect(first.secret).not.toBe(WEBHOOK_SECRET)
    expect(await call('POST', '/v1/webhooks', { url: HOOK })).toEqual(first)
    expect(await call('GET', `/v1/webhooks/${first.webhookId}`)).toEqual({ ...first, status: 200 })
  })

  it('are listed page by page, without secrets', async () => {
    for (let n = 0; n < 3; n++) await call('POST', '/v1/webhooks', { url: `${HOOK}/${n}` })
    const { webhooks, nextCursor } = await call('GET', '/v1/webhooks?limit=2')
    const rest = await call('GET', `/v1/webhooks?limit=2&cursor=${nextCursor}`)
    const all = [...webhooks, ...rest.webhooks]
    expect(all.map(({ url }) => url).toSorted()).toEqual([`${HOOK}/0`, `${HOOK}/1`, `${HOOK}/2`])
    expect(rest.nextCursor).toBeUndefined()
    expect(JSON.stringify(all)).not.toContain('whsec_')
  })

  it('change their secret, and tell until when the one before signs too', async () => {
    const { webhookId, secret } = await call('POST', '/v1/webhooks', { url: HOOK })
    const rotated = await call('POST', `/v1/webhooks/${webhookId}/rotate`, { overlapMs: 60_000 })
    expect(rotated.secret).not.toBe(secret)
    expect(rotated.previousUntil).toBeGreaterThan(Date.now() + 50_000)
  })

  it('that answered 410 are enabled again', async () => {
    await createEndpointStore(outbox.sql).change(HOOK, { to: 'gone' })
    const { webhooks } = await call('GET', '/v1/webhooks')
    expect(webhooks).toMatchObject([{ url: HOOK, disabledAt: expect.any(Number), disabledBecause: 'gone' }])
    const enabled = await call('POST', `/v1/webhooks/${webhooks[0].webhookId}/enable`)
    expect(enabled).toMatchObject({ status: 200, secret: WEBHOOK_SECRET })
    expect(enabled.disabledAt).toBeUndefined()
  })

  it('that fail are listed with since when, and as well when they are enabled', async () => {
    const endpoints = createEndpointStore(outbox.sql)
    await endpoints.change(HOOK, { to: 'failing' })
    const { failingSince = 0 } = (await endpoints.find(HOOK)) ?? {}
    await endpoints.change(HOOK, { to: 'failing' })
    const { webhooks } = await call('GET', '/v1/webhooks')
    expect(webhooks).toMatchObject([{ url: HOOK, failingSince }])
    await endpoints.change(HOOK, { to: 'given-up', failingSince })
    expect((await call('GET', '/v1/webhooks')).webhooks).toMatchObject([{ disabledBecause: 'failing' }])
    const enabled = await call('POST', `/v1/webhooks/${webhooks[0].webhookId}/enable`)
    expect(enabled).not.toHaveProperty('failingSince')
    expect(enabled).not.toHaveProperty('disabledBecause')
  })

  it('that were well in between are not given up for failures before', async () => {
    const endpoints = createEndpointStore(outbox.sql)
    await endpoints.change(HOOK, { to: 'failing' })
    const { failingSince = 0 } = (await endpoints.find(HOOK)) ?? {}
    await endpoints.change(HOOK, { to: 'well' })
    await endpoints.change(HOOK, { to: 'given-up', failingSince })
    expect(await endpoints.find(HOOK)).toBeUndefined()
  })

  it('keep their secret when they are well again', async () => {
    const { webhookId, secret } = await call('POST', '/v1/webhooks', { url: HOOK })
    const endpoints = createEndpointStore(outbox.sql)
    await endpoints.change(HOOK, { to: 'failing' })
    await endpoints.change(HOOK, { to: 'well' })
    const kept = await call('GET', `/v1/webhooks/${webhookId}`)
    expect(kept).toMatchObject({ secret })
    expect(kept).not.toHaveProperty('failingSince')
  })

  it.each([
    ['http://shop.example/hook', 422, 'NOT_HTTPS'],
    ['https://127.0.0.1/hook', 422, 'NOT_PUBLIC'],
    ['not a url', 400, 'MALFORMED'],
  ])('at %s are refused with %i %s', async (url, status, code) => {
    expect(await call('POST', '/v1/webhooks', { url })).toMatchObject({ status, code })
  })
})

describe('the settings', () => {
  const url = '/v1/notifications/settings'
  const vaino = { email: 'vaino@home.example', language: 'fi' } as const
  const channelsOf = async (deliveryId: string) => {
    const { dispatches } = await call('GET', `/v1/dispatches?deliveryId=${deliveryId}`)
    return dispatches.map(({ kind, channel }: Record<string, string>) => `${kind} by ${channel}`).toSorted()
  }

  it('are all that there is, until the merchant chooses', async () => {
    expect(await call('GET', url)).toEqual({ status: 200, ...offeredKinds })
  })

  it('say which notifications go by which channel, from then on', async () => {
    await outbox.add('before', 'delivered', HOOK, vaino)
    const chosen = { webhook: ['late', 'silent'], email: ['late'], push: [] }
    expect(await call('PUT', url, chosen)).toEqual({ status: 200, ...chosen })
    expect(await call('GET', url)).toEqual({ status: 200, ...chosen })
    await outbox.add('after', 'delivered', HOOK, vaino)
    await outbox.add('late', 'late', HOOK, vaino)
    await outbox.add('silent', 'silent', HOOK, vaino)
    expect(await channelsOf('before')).toEqual(['delivered by email', 'delivered by webhook'])
    expect(await channelsOf('after')).toEqual([])
    expect(await channelsOf('late')).toEqual(['late by email', 'late by webhook'])
    expect(await channelsOf('silent')).toEqual(['silent by webhook'])
  })

  it.each([
    ['a letter there are no words for', { ...offeredKinds, email: ['arrived'] }],
    ['what is the merchant’s alone, for a customer', { ...offeredKinds, push: ['silent'] }],
    ['a channel that is not named', { webhook: [], email: [] }],
    ['a kind twice', { ...offeredKinds, push: ['late', 'late'] }],
  ])('are refused with %s', async (_what, settings) => {
    expect(await call('PUT', url, settings)).toMatchObject({ status: 400, code: 'MALFORMED' })
  })
})

describe('a browser', () => {
  const body = {
    endpoint: 'https://push.example/send/1',
    keys: { p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
    language: 'fi',
  }
  const linkOf = (deliveryId: string) => `/v1/push/${new URL(links.of(deliveryId)).pathname.split('/')[2]}`
  async function put(url: string, changes: object = {}): Promise<number> {
    const response = await app.inject({ method: 'PUT', url, body: { ...body, ...changes } })
    return response.statusCode
  }
  const subscriptions = () => outbox.sql`select endpoint from push_subscriptions`

  it('subscribes to the delivery of its link, once, and leaves', async () => {
    await outbox.add('d-1', 'assigned')
    expect([await put(linkOf('d-1')), await put(linkOf('d-1'))]).toEqual([204, 204])
    expect(await subscriptions()).toHaveLength(1)
    const { endpoint } = body
    await app.inject({ method: 'DELETE', url: linkOf('d-1'), body: { endpoint } })
    expect(await subscriptions()).toHaveLength(0)
  })

  it.each([
    ['a link that is none', '/v1/push/tt_d-1.forged', {}, 404],
    ['a delivery that nobody knows', linkOf('d-9'), {}, 404],
    ['a push service inside', linkOf('d-1'), { endpoint: 'https://169.254.169.254/' }, 422],
    ['half a key', linkOf('d-1'), { keys: { p256dh: 'B', auth: 'a' } }, 400],
  ] as const)('does not by %s', async (_what, url, changes, status) => {
    await outbox.add('d-1', 'assigned')
    expect(await put(url, changes)).toBe(status)
    expect(await subscriptions()).toHaveLength(0)
  })

  it('is one of five at most, and of none once the delivery is over', async () => {
    await outbox.add('d-1', 'assigned')
    const statuses: number[] = []
    for (let n = 0; n < 6; n++)
      statuses.push(await put(linkOf('d-1'), { endpoint: `https://push.example/send/${n}` }))
    expect(statuses).toEqual([204, 204, 204, 204, 204, 404])
    await outbox.sql`update deliveries set ended_at = now()`
    expect(await put(linkOf('d-1'))).toBe(404)
  })
})
