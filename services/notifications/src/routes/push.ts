import { languages, Problem } from '@doorstep/contracts'
import { type App, RequestError } from '@doorstep/runtime'
import { Type } from 'typebox'
import type { CustomerLinks } from '../customer-links.ts'
import type { SubscriptionStore } from '../store/subscriptions.ts'
import { refuseBadTarget } from './refuse-bad-target.ts'

export interface PushRoutesOptions {
  readonly subscriptions: Pick<SubscriptionStore, 'add' | 'remove'>
  readonly links: CustomerLinks
  readonly allowPrivate: boolean
  readonly pushes: boolean
}

const Base64Url = (length: number) => Type.String({ pattern: `^[A-Za-z0-9_-]{${length}}=*$` })
const endpoint = Type.String({ format: 'uri', pattern: '^https?://', maxLength: 1024 })
const shared = { tags: ['push'] }
const params = Type.Object({ token: Type.String({ maxLength: 256 }) })

const subscribe = {
  ...shared,
  summary: "Tell this browser of the link's delivery",
  params,
  body: Type.Object(
    {
      endpoint,
      // An uncompressed point of P-256, and 16 bytes.
      keys: Type.Object({ p256dh: Base64Url(87), auth: Base64Url(22) }, { additionalProperties: false }),
      language: Type.Enum([...languages]),
    },
    { additionalProperties: false },
  ),
  response: { 204: Type.Null(), '4xx': Problem },
}

const unsubscribe = {
  ...shared,
  summary: 'Tell this browser no more',
  params,
  body: Type.Object({ endpoint }, { additionalProperties: false }),
  response: { 204: Type.Null(), '4xx': Problem },
}

/** The link's token is the credential, as for the map. */
export function pushRoutes(app: App, options: PushRoutesOptions): void {
  const { subscriptions, links, allowPrivate, pushes } = options
  const linkInvalid = () =>
    new RequestError(404, 'LINK_INVALID', 'This link opens no delivery that is under way.')
  function deliveryOf(token: string): string {
    const deliveryId = pushes ? links.deliveryOf(token) : undefined
    if (deliveryId === undefined) throw linkInvalid()
    return deliveryId
  }

  app.put('/v1/push/:token', { schema: subscribe }, async ({ params, body }, reply) => {
    const deliveryId = deliveryOf(params.token)
    refuseBadTarget(body.endpoint, allowPrivate)
    if (!(await subscriptions.add(deliveryId, body.endpoint, body))) throw linkInvalid()
    return reply.code(204).send(null)
  })

  app.delete('/v1/push/:token', { schema: unsubscribe }, async ({ params, body }, reply) => {
    await subscriptions.remove(deliveryOf(params.token), body.endpoint)
    return reply.code(204).send(null)
  })
}
