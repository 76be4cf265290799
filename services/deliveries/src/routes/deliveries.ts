import { randomUUID } from 'node:crypto'
import {
  type DeliveryEvent,
  DeliveryStatus,
  Identifier,
  type NewDelivery,
  Problem,
} from '@doorstep/contracts'
import {
  type App,
  type PageEnd,
  PageLimit,
  pageEndBefore,
  pageOf,
  RequestError,
  requireApiKey,
  TimeCursor,
  timeCursorOf,
} from '@doorstep/runtime'
import { Type } from 'typebox'
import { ordered, type PlannedDelivery } from '../domain/delivery.ts'
import { shownCreated, shownDelivery, shownNewDelivery, shownPage } from './examples.ts'
import { deliveryNotFound } from './refusals.ts'
import type { MerchantView } from './views.ts'

export interface IdempotentRequest {
  readonly key: string
  readonly body: NewDelivery
}

/** The delivery that was made, now or by an earlier request with the same key and body. */
export type Creation =
  | { readonly ok: true; readonly deliveryId: string }
  | { readonly ok: false; readonly reason: 'idempotency-key-reused' }

export interface Orders {
  /** Keeps the delivery with its first event; of several requests with one key only the first does. */
  create(event: DeliveryEvent, request: IdempotentRequest | undefined): Promise<Creation>
}

interface PageOptions {
  readonly limit: number
  readonly status: DeliveryStatus | undefined
  /** Where the page before ended. */
  readonly after: PageEnd | undefined
}

export interface DeliveryReader {
  find(deliveryId: string): Promise<PlannedDelivery | undefined>
  /** Newest first. */
  page(options: PageOptions): Promise<PlannedDelivery[]>
}

export interface DeliveryRoutesOptions {
  readonly deliveries: Orders & DeliveryReader
  readonly view: MerchantView
  readonly apiKey: string
}

const shared = { tags: ['deliveries'], security: [{ apiKey: [] }] }

const newDelivery = {
  ...shared,
  summary: 'Order a delivery',
  description:
    'The same `Idempotency-Key` with the same body gives the same answer and makes nothing new, for a day.',
  headers: Type.Object({
    'idempotency-key': Type.Optional(Type.String({ pattern: '^[\\x21-\\x7e]{1,255}$' })),
  }),
  body: shownNewDelivery,
  response: { 201: shownCreated, '4xx': Problem },
}

const listDeliveries = {
  ...shared,
  summary: 'List deliveries, newest first',
  querystring: Type.Object(
    {
      limit: Type.Optional(PageLimit),
      cursor: Type.Optional(TimeCursor),
      status: Type.Optional(DeliveryStatus),
    },
    { additionalProperties: false },
  ),
  response: { 200: shownPage, '4xx': Problem },
}

const getDelivery = {
  ...shared,
  summary: 'Get one delivery',
  params: Type.Object({ deliveryId: Identifier }),
  response: { 200: shownDelivery, '4xx': Problem },
}

export function deliveryRoutes(app: App, { deliveries, view, apiKey }: DeliveryRoutesOptions): void {
  const onRequest = requireApiKey(apiKey)

  app.post('/v1/deliveries', { schema: newDelivery, onRequest }, async ({ body, headers }, reply) => {
    const key = headers['idempotency-key']
    const event = ordered(randomUUID(), body, Date.now())
    const creation = await deliveries.create(event, key === undefined ? undefined : { key, body })
    if (!creation.ok)
      throw new RequestError(
        409,
        'IDEMPOTENCY_KEY_REUSED',
        'This Idempotency-Key was sent with another body.',
      )
    const { deliveryId } = creation
    return reply.code(201).send({ deliveryId, status: 'created', ...view.link(deliveryId) })
  })

  app.get('/v1/deliveries', { schema: listDeliveries, onRequest }, async ({ query }) => {
    const { status } = query
    const after = pageEndBefore(query.cursor)
    const { items, next } = await pageOf(
      query.limit,
      (limit) => deliveries.page({ limit, status, after }),
      ({ createdAt, deliveryId }) => timeCursorOf({ at: createdAt, id: deliveryId }),
    )
    return { deliveries: items.map(view.of), ...next }
  })

  app.get('/v1/deliveries/:deliveryId', { schema: getDelivery, onRequest }, async ({ params }) => {
    const delivery = await deliveries.find(params.deliveryId)
    if (delivery === undefined) throw deliveryNotFound()
    return view.of(delivery)
  })
}
