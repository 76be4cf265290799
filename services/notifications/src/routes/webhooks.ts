import { Problem, Timestamp } from '@doorstep/contracts'
import { type App, PageLimit, pageOf, RequestError, requireApiKey } from '@doorstep/runtime'
import { type Static, Type } from 'typebox'
import { disablingReasons, type Endpoint, endpointUrlOf } from '../domain/endpoint.ts'
import type { EndpointStore } from '../store/endpoints.ts'
import type { SigningSecrets } from '../webhooks/secrets.ts'
import { refuseBadTarget } from './refuse-bad-target.ts'

const DAY_MS = 24 * 3_600_000

const WebhookId = Type.String({ pattern: '^[0-9a-f-]{36}$' })

const Webhook = Type.Object({
  webhookId: WebhookId,
  url: Type.String(),
  failingSince: Type.Optional(
    Type.Integer({
      minimum: 0,
      description: 'It has accepted nothing since then; after five days it is disabled.',
    }),
  ),
  disabledAt: Type.Optional(Timestamp),
  disabledBecause: Type.Optional(
    Type.Enum([...disablingReasons], { description: 'It answered 410, or accepted nothing for five days.' }),
  ),
  previousUntil: Type.Optional(
    Type.Integer({ minimum: 0, description: 'Until then the secret before signs too.' }),
  ),
  createdAt: Timestamp,
})

const WebhookWithSecret = Type.Object({
  ...Webhook.properties,
  secret: Type.String({ description: 'Verifies its signatures, by any library of Standard Webhooks.' }),
})

export interface WebhookRoutesOptions {
  readonly endpoints: EndpointStore
  readonly secrets: SigningSecrets
  readonly allowPrivate: boolean
  readonly apiKey: string
}

const shared = { tags: ['webhooks'], security: [{ apiKey: [] }] }
const one = { ...shared, params: Type.Object({ webhookId: WebhookId }) }

const register = {
  ...shared,
  summary: 'Give the receiver at a URL a secret of its own',
  description: 'Deliveries name it by this URL, with any query. The same URL again changes nothing.',
  body: Type.Object(
    { url: Type.String({ format: 'uri', pattern: '^https?://', maxLength: 2048 }) },
    { additionalProperties: false },
  ),
  response: { 201: WebhookWithSecret, '4xx': Problem },
}

const list = {
  ...shared,
  summary: 'List receivers with settings of their own, that fail, or that are disabled',
  querystring: Type.Object(
    { limit: Type.Optional(PageLimit), cursor: Type.Optional(WebhookId) },
    { additionalProperties: false },
  ),
  response: {
    200: Type.Object({ webhooks: Type.Array(Webhook), nextCursor: Type.Optional(WebhookId) }),
    '4xx': Problem,
  },
}

const get = {
  ...one,
  summary: 'Get one, with its secret',
  response: { 200: WebhookWithSecret, '4xx': Problem },
}

const rotate = {
  ...one,
  summary: 'Replace its secret',
  description: 'Both sign for a while, so that a receiver can change over in its own time.',
  body: Type.Object(
    {
      overlapMs: Type.Optional(
        Type.Integer({ minimum: 0, maximum: 7 * DAY_MS, description: 'For so long; a day if absent.' }),
      ),
    },
    { additionalProperties: false },
  ),
  response: { 200: WebhookWithSecret, '4xx': Problem },
}

const enable = {
  ...one,
  summary: 'Send to it again after it was disabled',
  description: 'What was kept meanwhile is sent by a replay of its dispatches.',
  response: { 200: WebhookWithSecret, '4xx': Problem },
}

export function webhookRoutes(app: App, options: WebhookRoutesOptions): void {
  const { endpoints, secrets, allowPrivate } = options
  const onRequest = requireApiKey(options.apiKey)
  const withSecret = (endpoint: Endpoint | undefined): Static<typeof WebhookWithSecret> => {
    if (endpoint === undefined) throw new RequestError(404, 'WEBHOOK_NOT_FOUND', 'There is no such webhook.')
    return { ...viewOf(endpoint), secret: secrets.newestOf(endpoint) }
  }

  app.post('/v1/webhooks', { schema: register, onRequest }, async ({ body }, reply) => {
    refuseBadTarget(body.url, allowPrivate)
    return reply.code(201).send(withSecret(await endpoints.register(endpointUrlOf(body.url))))
  })

  app.get('/v1/webhooks', { schema: list, onRequest }, async ({ query }) => {
    const { items, next } = await pageOf(
      query.limit,
      (limit) => endpoints.page({ limit, after: query.cursor }),
      ({ webhookId }) => webhookId,
    )
    return { webhooks: items.map(viewOf), ...next }
  })

  app.get('/v1/webhooks/:webhookId', { schema: get, onRequest }, async ({ params }) =>
    withSecret(await endpoints.get(params.webhookId)),
  )

  app.post('/v1/webhooks/:webhookId/rotate', { schema: rotate, onRequest }, async ({ params, body }) =>
    withSecret(await endpoints.rotate(params.webhookId, Date.now() + (body.overlapMs ?? DAY_MS))),
  )

  app.post('/v1/webhooks/:webhookId/enable', { schema: enable, onRequest }, async ({ params }) =>
    withSecret(await endpoints.enable(params.webhookId)),
  )
}

function viewOf(endpoint: Endpoint): Static<typeof Webhook> {
  const { webhookId, url, failingSince, disabled, previousUntil, createdAt } = endpoint
  return {
    webhookId,
    url,
    createdAt,
    ...(failingSince !== undefined && { failingSince }),
    ...(disabled !== undefined && { disabledAt: disabled.at, disabledBecause: disabled.because }),
    ...(previousUntil !== undefined && { previousUntil }),
  }
}
